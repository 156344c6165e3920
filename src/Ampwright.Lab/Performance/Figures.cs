using Ampwright.Lab.Traces;

namespace Ampwright.Lab.Performance;

/// <summary>The samples of a run by the names that the abstract prints.</summary>
internal sealed class Figures(RunTrace? trace = null)
{
    public const string Response = "OCPP response timeout";
    public const string Triggered = "OCPP triggered function timeout";
    public const string RemoteStart = "Transaction authorization time by RemoteStartTransaction";
    public const string RemoteStop = "Transaction authorization end time by RemoteStopTransaction";
    public const string CsmsResponse = "OCPP response time";
    public const string CsmsAuthorize = "Response time Authorize";

    private readonly Dictionary<string, List<TimeSpan>> _samples = [];

    /// <summary>A sample is taken.</summary>
    public void Add(string name, TimeSpan took)
    {
        trace?.Add("sample", ("name", name), ("s", took.TotalSeconds));
        Restore(name, took);
    }

    /// <summary>A sample of an earlier part of the run, which stands in its trace already.</summary>
    public void Restore(string name, TimeSpan took)
    {
        if (!_samples.TryGetValue(name, out var samples)) _samples.Add(name, samples = []);
        samples.Add(took);
    }

    /// <summary>The samples of another station of the same run count among these.</summary>
    public void Take(Figures other)
    {
        foreach (var (name, samples) in other._samples)
        {
            foreach (var sample in samples) Restore(name, sample);
        }
    }

    /// <summary>Null where the name has no sample.</summary>
    public Figure? Of(string name)
    {
        if (!_samples.TryGetValue(name, out var samples)) return null;
        var sorted = samples.Select(sample => sample.TotalSeconds).Order().ToList();
        return new Figure(sorted.Count, sorted[0], sorted[^1], sorted.Average(), sorted[(int)Math.Ceiling(sorted.Count * 0.99) - 1]);
    }
}
