using System.Globalization;
using System.Runtime.InteropServices;

namespace Ampwright.Csms.Prices;

/// <summary>A day of every year, as <c>03-01</c>.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MonthDay(int Month, int Day)
{
    // A leap year: the 29th of February is a day of the year.
    private const int LeapYear = 2024;

    private int Order => (Month * 100) + Day;

    public static MonthDay Of(DateOnly day) => new(day.Month, day.Day);

    /// <returns>Null when it is no day of a year.</returns>
    public static MonthDay? FromText(string? text) =>
        text is { Length: 5 } && DateOnly.TryParseExact($"{LeapYear}-{text}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Of(day) : null;

    public bool IsWithin(MonthDay first, MonthDay last) =>
        first.Order <= last.Order ? Order >= first.Order && Order <= last.Order : Order >= first.Order || Order <= last.Order;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Month:00}-{Day:00}");
}
