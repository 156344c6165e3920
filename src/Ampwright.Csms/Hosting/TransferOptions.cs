using System.CommandLine;
using Ampwright.Csms.Files;

namespace Ampwright.Csms.Hosting;

/// <summary>The options of <c>ampwright-csms</c> about files that go to stations and come from them, described in docs/firmware-and-logs.md.</summary>
internal sealed class TransferOptions
{
    // A location has at most 512 characters (whitepaper §6.9), and secret and name come behind it.
    private const int LongestUrl = 200;
    private const int MostMegabytes = 100_000;

    private readonly Option<string?> _publicUrl = new("--public-url")
    {
        HelpName = "URL",
        Description = "Where stations reach this program from outside, behind a reverse proxy; when absent, as each station connected",
    };

    private readonly Option<int?> _firmware = new("--largest-firmware")
    {
        HelpName = "MB",
        Description = $"Megabytes (2^20 bytes) a firmware file may have; {new StationFileOptions().LargestFirmware >> 20} when absent",
    };

    private readonly Option<int?> _log = new("--largest-log")
    {
        HelpName = "MB",
        Description = $"Megabytes a file that a station uploads may have; {new StationFileOptions().LargestLog >> 20} when absent",
    };

    public IEnumerable<Option> All => [_publicUrl, _firmware, _log];

    /// <exception cref="StartException">An option cannot be as given.</exception>
    public StationFileOptions Read(ParseResult parsed)
    {
        var options = new StationFileOptions();
        if (parsed.GetValue(_publicUrl) is { } url)
        {
            if (url.Length > LongestUrl || !Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")
                || address.Query.Length + address.Fragment.Length + address.UserInfo.Length > 0)
                throw new StartException($"--public-url is no address to build on. Give http:// or https://, a host, perhaps a port and a path, in {LongestUrl} characters, such as https://csms.example.org.");
            options = options with { PublicUrl = address };
        }
        if (Bytes(_firmware, parsed) is { } firmware) options = options with { LargestFirmware = firmware };
        if (Bytes(_log, parsed) is { } log) options = options with { LargestLog = log };
        return options;
    }

    private static long? Bytes(Option<int?> option, ParseResult parsed) => parsed.GetValue(option) switch
    {
        null => null,
        >= 1 and <= MostMegabytes and { } megabytes => (long)megabytes << 20,
        { } other => throw new StartException($"{option.Name} {other} cannot be. Give 1 to {MostMegabytes} megabytes."),
    };
}
