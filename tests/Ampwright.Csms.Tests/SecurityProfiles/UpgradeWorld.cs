using System.Text.Json;
using Ampwright.Csms.Hosting;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Csms.TransportSecurity;
using Ampwright.TestKit;

namespace Ampwright.Csms.Tests.SecurityProfiles;

/// <summary>What tests of upgrades do over and over: a CSMS with and without TLS, a registered station, and looks at what became of it.</summary>
internal static class UpgradeWorld
{
    public static Task<ServedCsms> StartAsync(TimeProvider? time = null, Func<TlsSettings, TlsSettings>? tls = null, Func<CsmsOptions, CsmsOptions>? with = null) =>
        ServedCsms.StartAsync(time, with: options =>
        {
            var settings = new TlsSettings { Listen = System.Net.IPAddress.Loopback, Port = 0 };
            options = options with { Tls = tls is null ? settings : tls(settings) };
            return with is null ? options : with(options);
        });

    /// <summary>Registered and connected by this profile; what the profile needs it has.</summary>
    public static async Task<SwitchingStation> StationAsync(ServedCsms csms, int profile, string more = "", bool connects = true)
    {
        var proof = profile == 0 ? ""","withoutPassword":true""" : $""","password":"{Convert.ToHexString(RunningCsms.Password)}" """;
        var registered = await csms.SendAsync("POST", "/api/v1/stations", $$"""{"identity":"CP1","securityProfile":{{profile}}{{proof}}{{more}}}""");
        Assert.True(registered.Code == 201, registered.Text);
        var station = new SwitchingStation(csms) { Profile = profile, Password = profile == 0 ? null : RunningCsms.Password };
        if (connects) await station.ConnectAsync();
        return station;
    }

    /// <summary>Asks for an upgrade, which must begin.</summary>
    public static async Task<long> AskAsync(ServedCsms csms, int profile, string more = "")
    {
        var asked = await csms.SendAsync("POST", "/api/v1/stations/CP1/security-profile-upgrades", $$"""{"securityProfile":{{profile}}{{more}}}""");
        Assert.True(asked.Code == 202, asked.Text);
        Assert.Equal($"/api/v1/security-profile-upgrades/{asked.Json.GetProperty("id").GetInt64()}", asked.Headers["Location"]);
        return asked.Json.GetProperty("id").GetInt64();
    }

    public static async Task<JsonElement> ReadAsync(ServedCsms csms, long id) => (await csms.SendAsync("GET", $"/api/v1/security-profile-upgrades/{id}")).Json;

    /// <summary>Waits for this.</summary>
    public static async Task<JsonElement> UntilAsync(ServedCsms csms, long id, Func<JsonElement, bool> holds, string what)
    {
        var seen = default(JsonElement);
        try
        {
            await Eventually.HoldsAsync(async () => holds(seen = await ReadAsync(csms, id)));
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"The upgrade is not {what}: {seen}\n{string.Join('\n', csms.Log.Lines.TakeLast(12).Select(line => line.Split('\n')[0]))}", late);
        }
        return seen;
    }

    public static Task<JsonElement> StateAsync(ServedCsms csms, long id, string state) => UntilAsync(csms, id, upgrade => upgrade.GetProperty("state").GetString() == state, state);

    /// <summary>Waits until a step is in this state, and returns it.</summary>
    public static async Task<JsonElement> StepAsync(ServedCsms csms, long id, string step, string state) =>
        Step(await UntilAsync(csms, id, upgrade => Step(upgrade, step).GetProperty("state").GetString() == state, $"at step {step} {state}"), step);

    public static JsonElement Step(JsonElement upgrade, string step) => upgrade.GetProperty("steps").EnumerateArray().Single(one => one.GetProperty("step").GetString() == step);

    public static string Steps(JsonElement upgrade) =>
        string.Join(' ', upgrade.GetProperty("steps").EnumerateArray().Select(step => $"{step.GetProperty("step").GetString()}:{step.GetProperty("state").GetString()}"));

    public static async Task<(int Profile, int? Next)> ProfileAsync(ServedCsms csms)
    {
        var station = (await csms.SendAsync("GET", "/api/v1/stations/CP1")).Json;
        var next = station.GetProperty("nextSecurityProfile");
        return (station.GetProperty("securityProfile").GetInt32(), next.ValueKind == JsonValueKind.Null ? null : next.GetInt32());
    }

    public static async Task<List<string>> AuditAsync(ServedCsms csms) => [.. (await csms.SendAsync("GET", "/api/v1/audit?limit=200")).Json.GetProperty("items").EnumerateArray()
        .Select(row => row.GetProperty("action").GetString()!).Where(action => action.StartsWith("security-profile", StringComparison.Ordinal)).Reverse()];
}
