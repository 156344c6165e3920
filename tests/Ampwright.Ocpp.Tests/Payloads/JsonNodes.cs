using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ampwright.Ocpp.Tests.Payloads;

/// <summary>JSON as tests need it: any literal, any order, a name as often as wanted. Nodes never change; edits make new ones.</summary>
internal abstract record JsonNode
{
    public static JsonNode Raw(string literal) => new RawNode(literal);

    public static JsonNode Text(string text) => new RawNode($"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"");

    public abstract void AppendTo(StringBuilder text);

    public sealed override string ToString()
    {
        var text = new StringBuilder();
        AppendTo(text);
        return text.ToString();
    }
}

internal sealed record RawNode(string Literal) : JsonNode
{
    public override void AppendTo(StringBuilder text) => text.Append(Literal);
}

internal sealed record ListNode(ImmutableArray<JsonNode> Elements) : JsonNode
{
    public override void AppendTo(StringBuilder text)
    {
        text.Append('[');
        for (var i = 0; i < Elements.Length; i++)
        {
            if (i > 0) text.Append(',');
            Elements[i].AppendTo(text);
        }

        text.Append(']');
    }
}

internal sealed record ObjectNode(ImmutableArray<JsonMember> Members) : JsonNode
{
    public ObjectNode With(int index, JsonNode value) => new(Members.SetItem(index, Members[index] with { Value = value }));

    public ObjectNode Renamed(int index, string name) => new(Members.SetItem(index, Members[index] with { Name = name }));

    public ObjectNode Without(int index) => new(Members.RemoveAt(index));

    public ObjectNode Plus(string name, JsonNode value) => new(Members.Add(new JsonMember(name, value)));

    public override void AppendTo(StringBuilder text)
    {
        text.Append('{');
        for (var i = 0; i < Members.Length; i++)
        {
            if (i > 0) text.Append(',');
            text.Append('"').Append(Members[i].Name).Append("\":");
            Members[i].Value.AppendTo(text);
        }

        text.Append('}');
    }
}

internal sealed record JsonMember(string Name, JsonNode Value);
