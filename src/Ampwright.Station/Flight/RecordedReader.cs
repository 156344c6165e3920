using Ampwright.Station.Hardware;

namespace Ampwright.Station.Flight;

/// <summary>A card reader's display with the recorder in between.</summary>
internal sealed class RecordedReader(RecordedLife life, IReaderPort reader) : IReaderPort
{
    public int Number => reader.Number;

    public void Show(ReaderMessage message, string? text = null)
    {
        life.Write(new FlightLine { Kind = FlightKind.Command, Command = "show", Number = Number, Text = text is null ? message.ToString() : $"{message}: {text}" });
        reader.Show(message, text);
    }
}
