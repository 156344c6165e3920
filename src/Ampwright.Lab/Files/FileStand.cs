using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Ampwright.Lab.Traces;

namespace Ampwright.Lab.Files;

/// <summary>The files that stations are sent for, and those that they bring, below <c>/files/</c> of the lab's end point.</summary>
internal sealed class FileStand(RunTrace trace)
{
    /// <summary>Where files are, below the end point.</summary>
    public const string Root = "/files/";

    private readonly ConcurrentDictionary<string, byte[]> _offered = new(StringComparer.Ordinal);
    private readonly List<string> _brought = [];
    private int _number;

    /// <summary>Host and port by which the station reaches the lab, as in <c>127.0.0.1:8190</c>.</summary>
    public string Host { get; set; } = "lab.invalid";

    /// <summary>Whether it is reached there with TLS.</summary>
    public bool Secure { get; set; }

    /// <summary>Reads a file that the settings name. A run that is judged again has none of them, and asks nothing of what is in them.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public Func<string, byte[]> Read { get; set; } = File.ReadAllBytes;

    /// <summary>Is told how a file came.</summary>
    public Action<string> Taken { get; set; } = _ => { };

    /// <summary>Puts a file there.</summary>
    /// <returns>Its URL, another one each time.</returns>
    public string Offer(string name, byte[] content)
    {
        var path = $"{Root}{++_number}/{name}";
        _offered[path] = content;
        return $"{Base}{path}";
    }

    /// <summary>A place that a station may bring a file to.</summary>
    public string Inbox() => $"{Base}{Root}{++_number}/";

    private string Base => $"{(Secure ? "https" : "http")}://{Host}";

    /// <summary>Null where there is no such file.</summary>
    public byte[]? Find(string path) => _offered.GetValueOrDefault(path);

    /// <summary>A station has brought a file. On the lab's thread.</summary>
    /// <param name="method">PUT or POST.</param>
    public void Take(string path, long length, string method)
    {
        trace.Add("file", ("path", path), ("length", JsonValue.Create(length)), ("method", method));
        Taken(method);
        _brought.Add(path);
    }

    /// <summary>Whether a file has come to the place.</summary>
    public bool HasCome(string inbox) => _brought.Exists(path => path.StartsWith(new Uri(inbox).AbsolutePath, StringComparison.Ordinal));
}
