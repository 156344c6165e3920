namespace Ampwright.Station.Tests.Years;

/// <summary>What kind of station lives, and how it is set up where the standard leaves a choice.</summary>
/// <param name="Preset">One of the product presets.</param>
/// <param name="MostQueuedMessages">Transaction messages that may wait.</param>
internal sealed record YearSetting(string Preset, int MostQueuedMessages, bool SameIdOnRetry)
{
    /// <summary>Of five years one is lived by an AMPEVO and one by a station with a fixed cable; every fourth repeats messages under their first id.</summary>
    public static YearSetting Of(int seed) => new(
        (seed % 5) switch { 0 => "ampevo", 3 => "tethered", _ => "full" }, seed % 3 == 0 ? 20 : 12_000, SameIdOnRetry: seed % 4 == 1);

    public override string ToString() => $"{Preset}{(MostQueuedMessages < 100 ? ", short queue" : "")}{(SameIdOnRetry ? ", same id on retry" : "")}";
}
