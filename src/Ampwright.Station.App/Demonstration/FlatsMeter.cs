namespace Ampwright.Station.App.Demonstration;

/// <summary>
/// The meter of the flats beside the stations: what they draw goes up and down within some minutes, a little otherwise on each phase. It is told where the power
/// of the site is shared.
/// </summary>
internal sealed class FlatsMeter(CsmsApi csms, TimeProvider time, Action<string> tell)
{
    private const double Base = 16;
    private const double Swing = 4;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Wave = TimeSpan.FromMinutes(4);

    /// <param name="identity">A station of the site.</param>
    /// <param name="stop">Ends it.</param>
    public async Task RunAsync(string identity, CancellationToken stop)
    {
        var told = "";
        while (true)
        {
            try
            {
                if (await csms.MeasuredSiteAsync(identity, stop) is { } site) await csms.TellBuildingAsync(site, Draw(0), Draw(1), Draw(2), stop);
                told = "";
            }
            catch (HttpRequestException failure)
            {
                // Said once: the management system may be away for a while.
                if (told != failure.Message) tell($"The flats' meter: {told = failure.Message}");
            }
            await Task.Delay(Every, time, stop);
        }
    }

    /// <param name="phase">From 0.</param>
    /// <returns>In A.</returns>
    private decimal Draw(int phase)
    {
        var turn = (time.GetUtcNow().UtcTicks % Wave.Ticks / (double)Wave.Ticks) + (phase / 3.0);
        return decimal.Round((decimal)(Base + (Swing * Math.Sin(turn * Math.Tau))), 1);
    }
}
