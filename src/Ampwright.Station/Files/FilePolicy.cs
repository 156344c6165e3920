namespace Ampwright.Station.Files;

/// <summary>Where the station may go for files.</summary>
/// <param name="Schemes">Of URLs, in lower case.</param>
/// <param name="Hosts">Null = any. An entry is a host, or <c>*.example.com</c> for all below it.</param>
internal sealed record FilePolicy(IReadOnlyCollection<string> Schemes, IReadOnlyList<string>? Hosts)
{
    public bool AllowsHost(string host) => Hosts is null || Hosts.Any(allowed => allowed.StartsWith("*.", StringComparison.Ordinal)
        ? host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(allowed, StringComparison.OrdinalIgnoreCase));
}
