using System.Globalization;
using System.Text.Json;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Ocpp.Payloads.Fields;

/// <summary>Numbers as products write them: as they should be, or as text, with a decimal comma where it is the only separator.</summary>
internal static class Scalars
{
    /// <summary>The number of the current token; a string is read with a finding, anything else is a violation.</summary>
    public static decimal ReadNumber(ref PayloadReader reader, string due)
    {
        if (reader.Json.TokenType == JsonTokenType.Number)
        {
            if (!reader.Json.TryGetDecimal(out var number)) reader.Violation(RpcErrorCode.PropertyConstraintViolation, "the number is out of range");
            return number;
        }

        if (reader.Json.TokenType != JsonTokenType.String || reader.Json.ValueSpan.Length > 64) reader.Violation(RpcErrorCode.TypeConstraintViolation, due);
        var text = reader.Text().Trim();
        var point = text.Contains('.') || text.IndexOf(',') != text.LastIndexOf(',') ? text : text.Replace(',', '.');
        if (!decimal.TryParse(point, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            reader.Violation(RpcErrorCode.TypeConstraintViolation, due);
        reader.Deviation(RpcErrorCode.TypeConstraintViolation, FindingKind.TextAsNumber, $"the string '{text}' where a number is due");
        return value;
    }
}
