using Ampwright.Station.Hardware;

namespace Ampwright.Station.Metering;

/// <summary>What this station can report of one connector, in the standard's names. OCPP 1.6 ed. 2 §7.31.</summary>
internal static class Measurands
{
    public const string EnergyRegister = "Energy.Active.Import.Register";
    public const string Voltage = "Voltage";
    public const string Current = "Current.Import";
    public const string Power = "Power.Active.Import";
    public const string PowerFactor = "Power.Factor";
    public const string Frequency = "Frequency";
    public const string Temperature = "Temperature";
    public const string CurrentOffered = "Current.Offered";
    public const string PowerOffered = "Power.Offered";

    private static readonly string[] LinePhases = ["L1", "L2", "L3"];
    private static readonly string[] NeutralPhases = ["L1-N", "L2-N", "L3-N"];

    /// <summary>The measurands that a meter of these quantities gives; what is offered is known without a meter.</summary>
    public static IReadOnlySet<string> Of(IEnumerable<MeterQuantity> quantities) => quantities.Select(quantity => quantity switch
    {
        MeterQuantity.EnergyRegister => EnergyRegister,
        MeterQuantity.Voltage => Voltage,
        MeterQuantity.Current => Current,
        MeterQuantity.ActivePower => Power,
        MeterQuantity.PowerFactor => PowerFactor,
        MeterQuantity.Frequency => Frequency,
        MeterQuantity.Temperature => Temperature,
        _ => throw new ArgumentOutOfRangeException(nameof(quantities), quantity, "This quantity has no measurand."),
    }).Append(CurrentOffered).Append(PowerOffered).ToHashSet(StringComparer.Ordinal);

    /// <summary>The phase names of a measurand on a connector with so many phases; empty where there is one value only.</summary>
    public static ReadOnlySpan<string> PhasesOf(string measurand, int phases) => measurand switch
    {
        Voltage => NeutralPhases.AsSpan(0, phases), // Measured against neutral.
        Current or PowerFactor => LinePhases.AsSpan(0, phases),
        Power when phases > 1 => LinePhases.AsSpan(0, phases), // Beside the sum.
        _ => [],
    };
}

/// <summary>One item of a measurand list in the configuration: <c>Voltage</c>, or one phase of it, <c>Voltage.L1</c> (§9.1.17).</summary>
internal readonly record struct MeasurandItem(string Measurand, string? Phase)
{
    private static readonly string[] PhaseNames = ["L1", "L2", "L3", "L1-N", "L2-N", "L3-N"];

    public static MeasurandItem Parse(string text)
    {
        var dot = text.LastIndexOf('.');
        return dot > 0 && PhaseNames.Contains(text[(dot + 1)..]) ? new MeasurandItem(text[..dot], text[(dot + 1)..]) : new MeasurandItem(text, null);
    }

    /// <summary>Whether a connector with so many phases can report it.</summary>
    public bool IsPossible(IReadOnlySet<string> measurands, int phases)
    {
        if (!measurands.Contains(Measurand)) return false;
        if (Phase is null) return true;
        foreach (var phase in Measurands.PhasesOf(Measurand, phases))
            if (Names(phase)) return true;
        return false;
    }

    /// <summary><c>Voltage.L1</c> also means the value the meter gives as L1-N.</summary>
    public bool Names(string phase) => Phase is null || Phase == phase || phase == Phase + "-N";
}
