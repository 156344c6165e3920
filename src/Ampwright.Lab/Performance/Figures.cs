namespace Ampwright.Lab.Performance;

/// <summary>The samples of a run by the names that the abstract prints.</summary>
internal sealed class Figures
{
    public const string Response = "OCPP response timeout";
    public const string Triggered = "OCPP triggered function timeout";
    public const string RemoteStart = "Transaction authorization time by RemoteStartTransaction";
    public const string RemoteStop = "Transaction authorization end time by RemoteStopTransaction";
    public const string CsmsResponse = "OCPP response time";
    public const string CsmsAuthorize = "Response time Authorize";

    private readonly Dictionary<string, List<TimeSpan>> _samples = [];

    public void Add(string name, TimeSpan took)
    {
        if (!_samples.TryGetValue(name, out var samples)) _samples.Add(name, samples = []);
        samples.Add(took);
    }

    /// <summary>Null where the name has no sample.</summary>
    public Figure? Of(string name)
    {
        if (!_samples.TryGetValue(name, out var samples)) return null;
        var sorted = samples.Select(sample => sample.TotalSeconds).Order().ToList();
        return new Figure(sorted.Count, sorted[0], sorted[^1], sorted.Average(), sorted[(int)Math.Ceiling(sorted.Count * 0.99) - 1]);
    }
}
