using System.Text.Json;
using Ampwright.TestKit;
using Ampwright.TestKit.Programs;

namespace Ampwright.EndToEnd.SecurityProfiles;

/// <summary>Our own station is brought to a higher security profile by our own CSMS, each a process of its own.</summary>
public sealed class ProfileUpgradeEndToEndTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData(3)]
    [InlineData(1, 2, 3)]
    public async Task A_station_without_any_proof_ends_with_a_certificate_of_its_own(params int[] targets)
    {
        using var folder = new TemporaryFolder();
        await using var csms = await CsmsProgram.StartAsync(folder["csms"], null, null, "--tls-port", "0");
        await csms.Api.SendAsync(HttpMethod.Post, "stations", new { identity = "CP-1", securityProfile = 0, withoutPassword = true });
        // A station's certificate bears its serial number (A00.FR.405), which the record names.
        await using var station = await StationProgram.StartAsync(folder["CP-1"], new StationStart { Url = csms.StationUrl, SecureUrl = csms.SecureStationUrl, Identity = "CP-1", Password = null });
        await Eventually.HoldsAsync(async () => (await csms.Api.StationAsync("CP-1")).StatusOf(1) == "Available", "the station is there", Patience);
        var serial = (await ReadAsync("stations/CP-1")).GetProperty("serialNumber").GetString();
        await csms.Api.SendAsync(HttpMethod.Patch, "stations/CP-1", new { certificateName = serial });

        foreach (var target in targets)
        {
            var begun = await csms.Api.SendAsync(HttpMethod.Post, "stations/CP-1/security-profile-upgrades", new { securityProfile = target });
            var seen = begun;
            try
            {
                await Eventually.HoldsAsync(
                    async () => (seen = await ReadAsync($"security-profile-upgrades/{begun.GetProperty("id").GetInt64()}")).GetProperty("endedAt").ValueKind != JsonValueKind.Null, "the upgrade ends", Patience);
                Assert.Equal("Done", seen.GetProperty("state").GetString());
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"{failure.Message}\n{seen}\n{await station.Control.TraceAsync()}\n{csms.Report}", failure);
            }
            Assert.Equal(target, (await ReadAsync("stations/CP-1")).GetProperty("securityProfile").GetInt32());
        }

        // It holds over a restart of the station, and is told in its own words.
        var before = (await csms.Api.StationAsync("CP-1")).LastBootAt;
        await station.TerminateAsync();
        await station.StartAgainAsync();
        await Eventually.HoldsAsync(async () => (await csms.Api.StationAsync("CP-1")) is { Connected: true } back && back.LastBootAt > before, "the station is back", Patience);
        var told = await csms.Api.CommandAsync("CP-1", "GetConfiguration", new { key = new[] { "SecurityProfile" } });
        Assert.Equal("3", told.Answer!.Value.GetProperty("configurationKey")[0].GetProperty("value").GetString());

        Task<JsonElement> ReadAsync(string path) => csms.Api.SendAsync(HttpMethod.Get, path);
    }
}
