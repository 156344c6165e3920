using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Tests.Payloads;

/// <summary>One of the 78 payloads, by the name that the official schemas give it: <c>Authorize</c>, <c>AuthorizeResponse</c>.</summary>
internal sealed record Payload(string Name, OcppAction Action, PayloadShape Shape, bool IsRequest)
{
    public static IReadOnlyList<Payload> All { get; } =
    [
        .. Catalogue.All.SelectMany(action => new[]
        {
            new Payload(action.Name, action, action.Request, IsRequest: true),
            new Payload(action.Name + "Response", action, action.Response, IsRequest: false),
        }),
    ];

    public static TheoryData<string> Names => [.. All.Select(payload => payload.Name)];

    public static Payload Find(string name) => All.Single(payload => payload.Name == name);

    public override string ToString() => Name;
}
