using System.Text;
using System.Text.Json;

namespace Ampwright.Ocpp.Payloads;

/// <summary>One field of a payload with all that the standard says of it: the table that reading, tests and documents share.</summary>
public abstract class PayloadField
{
    private protected PayloadField(string name, bool required)
    {
        Name = name;
        Required = required;
        Utf8Name = Encoding.UTF8.GetBytes(name);
        EncodedName = JsonEncodedText.Encode(name);
    }

    /// <summary>The name on the wire; case-sensitive.</summary>
    public string Name { get; }

    public bool Required { get; }

    public abstract FieldKind Kind { get; }

    /// <summary>Most characters of a string or of each string in a list; null where the standard sets no limit.</summary>
    public virtual int? MaxLength => null;

    /// <summary>Least value of a whole number; null where the standard sets none.</summary>
    public virtual int? Minimum => null;

    /// <summary>Least number of elements of a list; 1 where the standard says 1..*.</summary>
    public virtual int MinItems => 0;

    /// <summary>Every text that is read as a value of the enumeration; empty for other kinds.</summary>
    public virtual IReadOnlyList<string> EnumTexts => [];

    /// <summary>The shape of the object or of each object in the list; null for other kinds.</summary>
    public virtual PayloadShape? Nested => null;

    /// <summary>A number of watt-hours, which tolerant reading rounds when a station sends fractions.</summary>
    public virtual bool IsWattHours => false;

    internal byte[] Utf8Name { get; }

    internal JsonEncodedText EncodedName { get; }

    /// <summary>Reads the current token into the slot; the reader stands on the last token of the value afterwards.</summary>
    internal abstract void Read(ref PayloadReader reader, int slot);
}
