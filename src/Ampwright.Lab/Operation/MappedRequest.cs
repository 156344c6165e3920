namespace Ampwright.Lab.Operation;

/// <summary>One line of a mapping file: how something is asked of somebody's rig or of somebody's operators' API.</summary>
/// <param name="Url">http or https, with {connector}, {tag} and the like where they belong.</param>
/// <param name="Method">POST unless said otherwise; GET where a record is read.</param>
/// <param name="Body">Text to send, with the same; null for none.</param>
/// <param name="ContentType">application/json unless said otherwise.</param>
/// <param name="Headers">Such as Authorization.</param>
/// <param name="Words">Texts of OCPP that the other side calls otherwise, such as <c>{"Accepted":"active"}</c>.</param>
/// <param name="Values">Of a record: for each member, by its name in OCPP, where the answer has it, see <see cref="AnswerPath"/>.</param>
internal sealed record MappedRequest(
    string Url, string? Method = null, string? Body = null, string ContentType = "application/json", IReadOnlyDictionary<string, string>? Headers = null,
    IReadOnlyDictionary<string, string>? Words = null, IReadOnlyDictionary<string, string>? Values = null)
{
    /// <summary>What the other side calls a text of OCPP.</summary>
    public string Word(string text) => Words?.GetValueOrDefault(text) ?? text;
}
