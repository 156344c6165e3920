using System.Text.Json;

namespace Ampwright.Peers;

/// <summary>What the peers are made of is fixed, and everybody may use it.</summary>
public sealed class PackageTests
{
    private static readonly string[] Allowed = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "0BSD", "Python-2.0"];

    /// <summary>These name no licence in their manifest but in their README and sources, or write it otherwise.</summary>
    private static readonly Dictionary<string, string> NamedElsewhere = new() { ["node_modules/precond"] = "MIT", ["node_modules/enjoi"] = "Apache-2.0" };

    [Theory]
    [InlineData("peers", "ocpp-rpc", "2.2.1")]
    [InlineData("foreign", "ocpp-eliftech", "1.0.2")]
    [InlineData("foreign", "ocpp-ts", "0.3.0")]
    [InlineData("foreign", "ocpp-ws-cli", "1.1.12")]
    public async Task Every_package_of_others_is_pinned_by_its_hash_and_under_an_allowed_licence(string folder, string named, string version)
    {
        var locked = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(Node.PeersFolder, "..", folder, "package-lock.json"))).GetProperty("packages");

        var packages = locked.EnumerateObject().Where(package => package.Name.Length > 0).ToList();
        Assert.Contains(packages, package => package.Name == $"node_modules/{named}" && package.Value.GetProperty("version").GetString() == version);
        foreach (var package in packages)
        {
            Assert.StartsWith("sha512-", package.Value.GetProperty("integrity").GetString());
            var licence = NamedElsewhere.GetValueOrDefault(package.Name) ?? (package.Value.TryGetProperty("license", out var own) ? own.GetString() : null);
            Assert.True(Allowed.Contains(licence), $"{package.Name} is under '{licence}', which is not among {string.Join(", ", Allowed)}.");
        }
    }
}
