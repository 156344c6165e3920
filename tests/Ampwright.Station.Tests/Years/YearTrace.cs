using System.Security.Cryptography;
using System.Text;

namespace Ampwright.Station.Tests.Years;

/// <summary>Everything that happened in a life: a hash of all, the last lines for people.</summary>
internal sealed class YearTrace(TimeProvider time) : IDisposable
{
    private const int Kept = 80;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Queue<string> _last = new();

    public void Add(string line)
    {
        var text = $"{time.GetTimestamp() / TimeSpan.TicksPerMillisecond} {line}";
        _hash.AppendData(Encoding.UTF8.GetBytes(text));
        _last.Enqueue(text.Length > 400 ? text[..400] : text);
        if (_last.Count > Kept) _last.Dequeue();
    }

    public string Hash => Convert.ToHexString(_hash.GetCurrentHash())[..16];

    public IEnumerable<string> Last => _last;

    public void Dispose() => _hash.Dispose();
}
