using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp;

/// <summary>One action of the standard: its exact name, who sends it, the profile it belongs to and the shapes of both payloads.</summary>
public sealed class OcppAction
{
    internal OcppAction(string name, Direction direction, FeatureProfile profile, PayloadShape request, PayloadShape response)
    {
        Name = name;
        Direction = direction;
        Profile = profile;
        Request = request;
        Response = response;
    }

    /// <summary>The name on the wire, case-sensitive (OCPP-J 1.6 §4.2.1).</summary>
    public string Name { get; }

    public Direction Direction { get; }

    public FeatureProfile Profile { get; }

    public PayloadShape Request { get; }

    public PayloadShape Response { get; }

    public override string ToString() => Name;
}
