using Ampwright.Station.Hardware;

namespace Ampwright.Station.Simulation;

internal sealed class SimulatedReader : IReaderPort
{
    private volatile Shown? _shown;

    public int Number => 1;

    public ReaderMessage? Message => _shown?.Message;

    public string? Text => _shown?.Text;

    public void Show(ReaderMessage message, string? text = null) => _shown = new Shown(message, text);

    private sealed record Shown(ReaderMessage Message, string? Text);
}
