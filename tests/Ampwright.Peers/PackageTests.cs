using System.Text.Json;

namespace Ampwright.Peers;

/// <summary>What the peers are made of is fixed, and everybody may use it.</summary>
public sealed class PackageTests
{
    private static readonly string[] Allowed = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "0BSD"];

    /// <summary>These name no licence in their manifest but in their README and sources.</summary>
    private static readonly Dictionary<string, string> NamedElsewhere = new() { ["node_modules/precond"] = "MIT" };

    [Fact]
    public async Task Every_package_of_the_peers_is_pinned_by_its_hash_and_under_an_allowed_licence()
    {
        var locked = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(Node.PeersFolder, "package-lock.json"))).GetProperty("packages");

        var packages = locked.EnumerateObject().Where(package => package.Name.Length > 0).ToList();
        Assert.Contains(packages, package => package.Name == "node_modules/ocpp-rpc" && package.Value.GetProperty("version").GetString() == "2.2.1");
        foreach (var package in packages)
        {
            Assert.StartsWith("sha512-", package.Value.GetProperty("integrity").GetString());
            var licence = package.Value.TryGetProperty("license", out var own) ? own.GetString() : NamedElsewhere.GetValueOrDefault(package.Name);
            Assert.True(Allowed.Contains(licence), $"{package.Name} is under '{licence}', which is not among {string.Join(", ", Allowed)}.");
        }
    }
}
