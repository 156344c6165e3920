using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Ampwright.Csms.Api;
using Ampwright.Csms.Power.Allotment;

namespace Ampwright.Csms.Power.Plan;

internal sealed record PlanStationBody
{
    [Required, Description("The station's identity")]
    public string? Station { get; init; }

    [Description("The connector; all of the station's when absent. What is not said of a connector is as it was said of its station")]
    public int? Connector { get; init; }

    [Description("The name of the node it hangs on; the site when absent")]
    public string? Node { get; init; }

    [Description("What it can draw when nobody limits it, in A per phase; 32 when absent. Until a station has said that it holds a fall-back, so much is counted")]
    public decimal? MaxAmperes { get; init; }

    [Description("With less than this its cars do not charge, in A per phase; 6 when absent")]
    public decimal? LeastAmperes { get; init; }

    [Description("As fallbackAmperes of the plan, for this one")]
    public decimal? FallbackAmperes { get; init; }

    [Description("Which phases of the site it loads: '3' all, '1' one and nobody knows which, or those that it does, as 'L2' or 'L1,L3'; '3' when absent")]
    public string? Phases { get; init; }

    [Description("It loads its phases evenly whatever the car, as direct current does: it can then be limited in watts without loss; false when absent")]
    public bool? LoadsEvenly { get; init; }

    [Description("What the whole station may draw, in A per phase; it is told so as well (ChargePointMaxProfile)")]
    public decimal? StationAmperes { get; init; }

    /// <summary>What was not said of a connector is as it was said of its whole station.</summary>
    public PlanStationBody Over(PlanStationBody station) => this with
    {
        Node = Node ?? station.Node,
        MaxAmperes = MaxAmperes ?? station.MaxAmperes,
        LeastAmperes = LeastAmperes ?? station.LeastAmperes,
        FallbackAmperes = FallbackAmperes ?? station.FallbackAmperes,
        Phases = Phases ?? station.Phases,
        LoadsEvenly = LoadsEvenly ?? station.LoadsEvenly,
        StationAmperes = StationAmperes ?? station.StationAmperes,
    };

    public PlanConnector Checked(FieldErrors errors, Dictionary<string, int> nodes)
    {
        var station = errors.Text("station", Station, 80);
        if (Connector < 1) errors.Add("connector", "Give a connector's number, from 1.");
        var node = 0;
        if (Node is not null && !nodes.TryGetValue(Node, out node)) errors.Add("node", $"There is no node '{Node}' in the plan.");
        if (WiringOf(Phases) is null) errors.Add("phases", "Give '3', '1', or phases by name, as 'L2' or 'L1,L3'.");
        var (most, least, fallback) = (Amperes.Of(errors, "maxAmperes", MaxAmperes) ?? 320, Amperes.Of(errors, "leastAmperes", LeastAmperes) ?? 60, Amperes.Fallback(errors, "fallbackAmperes", FallbackAmperes));
        if (least is < 10) errors.Add("leastAmperes", "Give at least 1 A.");
        if (most < least) errors.Add("maxAmperes", "It must not be less than 'leastAmperes'.");
        if (fallback > most || (fallback > 0 && fallback < least)) errors.Add("fallbackAmperes", "Give 0, or from 'leastAmperes' to 'maxAmperes'.");
        return new PlanConnector
        {
            Station = station,
            ConnectorId = Connector,
            Node = node,
            Most = most,
            Least = least,
            Fallback = fallback,
            Wiring = WiringOf(Phases) ?? Wiring.ThreePhases,
            LoadsEvenly = LoadsEvenly ?? false,
            StationMost = Amperes.Of(errors, "stationAmperes", StationAmperes),
        };
    }

    private static Wiring? WiringOf(string? text)
    {
        if (text is null or "3") return Wiring.ThreePhases;
        if (text == "1") return Wiring.SomePhase;
        var mask = 0;
        foreach (var phase in text.Split(','))
        {
            if (phase.Trim() is not ("L1" or "L2" or "L3")) return null;
            mask |= 1 << (phase.Trim()[1] - '1');
        }
        return new Wiring(mask, int.PopCount(mask));
    }
}

/// <summary>Currents as they are said, in A with a decimal, and as they are counted, in tenths.</summary>
internal static class Amperes
{
    private const int Most = 10_000;

    public static int? Of(FieldErrors errors, string field, decimal? amperes)
    {
        if (amperes is not { } given) return null;
        if (given is >= 0 and <= Most && given * 10 == decimal.Truncate(given * 10)) return (int)(given * 10);
        errors.Add(field, $"Give 0 to {Most} A with at most one decimal.");
        return 0;
    }

    public static int Needed(FieldErrors errors, string field, decimal? amperes)
    {
        if (amperes is null) errors.Add(field, "Give it: it is required.");
        return Of(errors, field, amperes) ?? 0;
    }

    public static int? Fallback(FieldErrors errors, string field, decimal? amperes)
    {
        if (amperes is > 0 and < 1) errors.Add(field, "Give 0, or what a car charges with.");
        return Of(errors, field, amperes);
    }

    public static decimal ToAmperes(int tenths) => tenths / 10m;
}
