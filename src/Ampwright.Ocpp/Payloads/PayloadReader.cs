using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Ocpp.Payloads;

/// <summary>
/// One pass over one payload: the JSON reader, the mode, where in the payload it stands and what it found on the way.
/// </summary>
internal ref struct PayloadReader
{
    /// <summary>More deviations than this in one payload are not written down: they would only repeat.</summary>
    public const int MostFindings = 64;

    public Utf8JsonReader Json;
    public readonly SlotStack Slots;
    private readonly ReadOnlySpan<byte> _text;
    private readonly List<Finding>? _findings;
    private Path _path;
    private int _depth;

    public PayloadReader(ReadOnlySpan<byte> text, ReadMode mode, List<Finding>? findings)
    {
        _text = text;
        Json = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = PayloadLimits.MaxDepth });
        Slots = SlotStack.OfThisThread;
        IsStrict = mode == ReadMode.Strict;
        _findings = findings;
    }

    public bool IsStrict { get; }

    public void Enter(string field)
    {
        if (_depth < Path.Length) _path[_depth] = new Step(field, -1);
        _depth++;
    }

    public void Leave() => _depth--;

    public void AtElement(int index)
    {
        if (_depth is > 0 and <= Path.Length) _path[_depth - 1] = _path[_depth - 1] with { Index = index };
    }

    /// <summary>The deviation that ends reading, in either mode.</summary>
    [DoesNotReturn]
    public readonly void Violation(RpcErrorCode code, string what) => throw new OcppViolationException(code, WherePath(), what);

    /// <summary>A deviation that strict reading refuses with <paramref name="strict"/> and tolerant reading survives with a finding.</summary>
    public readonly void Deviation(RpcErrorCode strict, FindingKind kind, string what)
    {
        if (IsStrict) Violation(strict, what);
        if (_findings is { Count: < MostFindings }) _findings.Add(new Finding(WherePath(), kind, what.Length <= 255 ? what : what[..255]));
    }

    /// <summary>The text of the current string token.</summary>
    public readonly string Text()
    {
        if (!Json.ValueIsEscaped) return Encoding.UTF8.GetString(Json.ValueSpan);
        try
        {
            return Json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate such as \uD800: valid JSON grammar, but no text.
            Violation(RpcErrorCode.FormationViolation, "the string holds an escape that is not a character");
            throw;
        }
    }

    /// <summary>The text of the current number or literal, as it stands in the payload: tolerant reading makes it a string.</summary>
    public readonly string Literal() => Encoding.UTF8.GetString(Json.ValueSpan);

    /// <summary>Steps over the current value; a duplicate name inside it is refused as everywhere.</summary>
    public void SkipValue()
    {
        if (Json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return;
        var start = (int)Json.TokenStartIndex;
        Json.Skip();
        try
        {
            using var value = JsonDocument.Parse(
                _text[start..(int)Json.BytesConsumed].ToArray(),
                new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = PayloadLimits.MaxDepth });
        }
        catch (JsonException)
        {
            Violation(RpcErrorCode.FormationViolation, "a name occurs twice in one object");
        }
        catch (InvalidOperationException)
        {
            Violation(RpcErrorCode.FormationViolation, "a name holds an escape that is not a character");
        }
    }

    private readonly string WherePath()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Math.Min(_depth, Path.Length); i++)
        {
            if (i > 0) text.Append('.');
            text.Append(_path[i].Field);
            if (_path[i].Index >= 0) text.Append('[').Append(_path[i].Index).Append(']');
        }

        return text.ToString();
    }

    private readonly record struct Step(string Field, int Index);

    [InlineArray(Length)]
    private struct Path
    {
        public const int Length = PayloadLimits.MaxDepth;
        private Step _first;
    }
}
