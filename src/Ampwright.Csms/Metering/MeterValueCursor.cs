using System.Globalization;
using System.Runtime.InteropServices;

namespace Ampwright.Csms.Metering;

/// <summary>A place in a list of meter values, which is in the order of sampling: the last value that was read.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MeterValueCursor(DateTimeOffset SampledAt, long MeterValueId)
{
    /// <summary>Before the first.</summary>
    public static MeterValueCursor Start { get; } = new(DateTimeOffset.MinValue, 0);

    public static MeterValueCursor Of(MeterValueRecord value) => new(value.SampledAt, value.MeterValueId);

    /// <returns>Whether the text is one that <see cref="ToString"/> made.</returns>
    public static bool TryParse(string text, out MeterValueCursor cursor)
    {
        cursor = Start;
        if (text.Split('-') is not [var first, var second]
            || !long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) || ticks > DateTimeOffset.MaxValue.UtcTicks
            || !long.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return false;
        cursor = new MeterValueCursor(new DateTimeOffset(ticks, TimeSpan.Zero), id);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{SampledAt.UtcTicks}-{MeterValueId}");
}
