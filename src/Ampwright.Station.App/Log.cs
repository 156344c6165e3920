namespace Ampwright.Station.App;

/// <summary>Everything the program logs. The ids are stable; docs/station-app.md lists them.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "{Identity} starts, boot cause {Cause}")]
    public static partial void Starting(ILogger log, string identity, string cause);

    [LoggerMessage(2, LogLevel.Information, "{Identity} has ended in order")]
    public static partial void Ended(ILogger log, string identity);

    [LoggerMessage(3, LogLevel.Information, "{Identity} lost power")]
    public static partial void PowerLost(ILogger log, string identity);

    [LoggerMessage(4, LogLevel.Information, "{Identity} starts anew: {Kind} reset")]
    public static partial void Reset(ILogger log, string identity, string kind);

    [LoggerMessage(5, LogLevel.Error, "{Identity} failed and starts anew in {Seconds} s")]
    public static partial void Failed(ILogger log, string identity, double seconds, Exception failure);

    [LoggerMessage(6, LogLevel.Information, "{Identity}: {Text}")]
    public static partial void Board(ILogger log, string identity, string text);
}
