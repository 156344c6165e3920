using System.Diagnostics;
using System.Globalization;

namespace Ampwright.Bench.Load;

/// <summary>What the system says a process has used.</summary>
internal sealed class ServerProcess(int id)
{
    private const double TicksPerSecond = 100;

    /// <summary>Processor time so far, of all its threads.</summary>
    public TimeSpan ProcessorTime()
    {
        // Behind the name in brackets, which may hold anything: utime and stime are fields 14 and 15.
        var fields = File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1].Split(' ');
        return TimeSpan.FromSeconds((long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond);
    }

    /// <summary>Resident memory in KiB.</summary>
    public long ResidentKiB() => long.Parse(
        File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    /// <returns>Cores used on average.</returns>
    public async Task<double> CoresWhileAsync(Func<Task> work)
    {
        var (before, began) = (ProcessorTime(), Stopwatch.GetTimestamp());
        await work();
        return (ProcessorTime() - before) / Stopwatch.GetElapsedTime(began);
    }
}
