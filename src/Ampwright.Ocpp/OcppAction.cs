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

    /// <summary>Who sends the CALL.</summary>
    public Direction Direction { get; }

    /// <summary>The profile it belongs to; a side that does not offer it answers NotSupported.</summary>
    public FeatureProfile Profile { get; }

    /// <summary>The payload of the CALL.</summary>
    public PayloadShape Request { get; }

    /// <summary>The payload of the CALLRESULT.</summary>
    public PayloadShape Response { get; }

    public override string ToString() => Name;
}
