using Ampwright.Csms.Access;
using Ampwright.Csms.Api;
using Ampwright.Csms.Storage;

namespace Ampwright.Csms.OpenData;

/// <summary>Answers everybody from what was read a moment ago: however many ask, the store is asked once.</summary>
internal sealed class OpenDataDesk(Database database, TimeProvider time) : IDisposable
{
    /// <summary>So old an answer may be; it tells so.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    private readonly AttemptWindow _asked = new(time, 120, TimeSpan.FromMinutes(1));
    private readonly SemaphoreSlim _one = new(1);
    private volatile OcpiAnswer? _answer;

    /// <exception cref="ProblemException">429: the source has asked 120 times within a minute.</exception>
    public async Task<OcpiAnswer> AnswerAsync(string source, CancellationToken cancel)
    {
        if (_asked.RetryAfter(source) is { } wait) throw Problem.TooManyRequests(wait, "Your address has asked 120 times within a minute; an answer holds for 30 seconds.").AsException();
        _asked.Count(source);
        if (Fresh() is { } kept) return kept;
        await _one.WaitAsync(cancel);
        try
        {
            return Fresh() ?? (_answer = new OcpiAnswer(await database.ReadAsync(OpenLocations.Read), OpenLocations.Success, time.GetUtcNow()));
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Somebody said otherwise what is open: what was read before holds no more.</summary>
    public void Forget() => _answer = null;

    public void Dispose() => _one.Dispose();

    private OcpiAnswer? Fresh() => _answer is { } answer && time.GetUtcNow() - answer.Timestamp < Kept ? answer : null;
}
