namespace Ampwright.Csms.MessageLog;

/// <summary>The bounds of the message log; never change while the program runs.</summary>
internal sealed record MessageLogOptions
{
    /// <summary>Bytes of frames that may wait to be stored; what comes beyond is dropped and counted.</summary>
    public long WaitingBytes { get; init; } = 32 << 20;

    /// <summary>Characters of one frame that are kept.</summary>
    public int FrameCharacters { get; init; } = 256 << 10;

    /// <summary>Frames stored in one unit of work: few, so that no transaction message waits long behind them.</summary>
    public int FramesPerUnit { get; init; } = 256;

    /// <summary>How long a frame waits for others to be stored with.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Tries to store frames while the store is away, a second apart; then they are dropped and counted.</summary>
    public int StoreTries { get; init; } = 10;

    /// <summary>Rows looked at for one page of a search.</summary>
    public int SearchWindow { get; init; } = 20_000;
}
