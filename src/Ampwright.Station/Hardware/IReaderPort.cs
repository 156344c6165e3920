namespace Ampwright.Station.Hardware;

/// <summary>A card reader with its display or lights. Cards arrive as <see cref="CardSeen"/>.</summary>
public interface IReaderPort
{
    /// <summary>Counts from 1.</summary>
    int Number { get; }

    /// <summary>Shows one of the reader's messages until the next one; <paramref name="text"/> only where there is a text line.</summary>
    void Show(ReaderMessage message, string? text = null);
}
