using System.Globalization;
using System.Runtime.InteropServices;
using Ampwright.Ocpp.Messages.Core;

namespace Ampwright.Csms.Metering;

/// <summary>
/// The two figures that a running session is watched by, out of what was sampled at one instant: the import register in Wh and the
/// active import power in W. Null where the station did not tell, or not in a unit we know.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Reading(long? RegisterWh, double? PowerW)
{
    public static Reading Of(IReadOnlyList<SampledValue> values)
    {
        var register = Sum(values, Measurand.EnergyActiveImportRegister, UnitOfMeasure.Wh, UnitOfMeasure.kWh);
        var power = Sum(values, Measurand.PowerActiveImport, UnitOfMeasure.W, UnitOfMeasure.kW);
        return new Reading(
            register is { } wattHours and > long.MinValue and < long.MaxValue ? (long)decimal.Round(wattHours) : null,
            power is { } watts ? (double)watts : null);
    }

    /// <summary>The value over all phases; where only single phases are told, their sum (digest trap 24).</summary>
    private static decimal? Sum(IReadOnlyList<SampledValue> values, Measurand measurand, UnitOfMeasure unit, UnitOfMeasure thousand)
    {
        decimal? phases = null;
        foreach (var value in values)
        {
            if (Read(value, measurand, unit, thousand) is not { } amount) continue;
            if (value.Phase is null) return amount;
            if (Math.Abs(phases ?? 0) < int.MaxValue * 1000m) phases = (phases ?? 0) + amount;
        }
        return phases;
    }

    private static decimal? Read(SampledValue value, Measurand measurand, UnitOfMeasure unit, UnitOfMeasure thousand)
    {
        // Absent fields have the standard's defaults: OCPP 1.6 ed. 2 §7.43.
        if (!(value.Measurand ?? Measurand.EnergyActiveImportRegister).Is(measurand)) return null;
        if (value.Format is { } format && !format.Is(ValueFormat.Raw)) return null;
        if (value.Location is { } location && !location.Is(Location.Outlet) && !location.Is(Location.Cable)) return null;
        if (!TryParse(value.Value, out var amount)) return null;
        var told = value.Unit ?? unit;
        return told.Is(unit) ? amount : told.Is(thousand) ? amount * 1000 : null;
    }

    /// <summary>A number with a point; a comma is read as one where it is the only separator (digest trap 15).</summary>
    private static bool TryParse(string text, out decimal amount)
    {
        if (!text.Contains('.', StringComparison.Ordinal) && text.IndexOf(',', StringComparison.Ordinal) == text.LastIndexOf(','))
            text = text.Replace(',', '.');
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out amount) && Math.Abs(amount) < 1e15m;
    }
}
