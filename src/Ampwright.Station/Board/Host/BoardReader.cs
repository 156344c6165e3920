using Ampwright.Station.Board.Lines;
using Ampwright.Station.Hardware;

namespace Ampwright.Station.Board.Host;

internal sealed class BoardReader(BoardLink link, int number) : IReaderPort
{
    public int Number => number;

    public void Show(ReaderMessage message, string? text = null) => link.Show($"show {number}", CommandLines.Show(number, message, text));
}
