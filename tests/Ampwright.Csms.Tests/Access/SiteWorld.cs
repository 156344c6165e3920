using System.Text.Json;
using Ampwright.Csms.Access;
using Ampwright.Csms.Events;
using Ampwright.Csms.Prices.Payments;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Csms.Tests.Prices;
using Ampwright.Csms.Webhooks;
using Ampwright.TestKit;
using Dapper;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Ampwright.Csms.Tests.Access;

/// <summary>Two sites with a station each, and at both what stations leave behind: transaction, command, account, token.</summary>
internal sealed class SiteWorld : IAsyncDisposable
{
    public const string OwnMark = "OURS-1";
    public const string ForeignMark = "FOREIGN-1";

    /// <summary>A station at the own site that is free to be moved.</summary>
    public const string Wanderer = "OURS-2";

    private readonly ServedCsms _csms;
    private readonly List<RawStation> _stations = [];
    private readonly Dictionary<(string Parameter, Whose Whose), string> _names = [];

    private SiteWorld(ServedCsms csms) => _csms = csms;

    public enum Whose
    {
        Own,
        Foreign,
        Nobodys,
    }

    public long OwnSite { get; private set; }

    public long ForeignSite { get; private set; }

    public static async Task<SiteWorld> CreateAsync(ServedCsms csms)
    {
        var world = new SiteWorld(csms);
        await PriceWorld.TariffAsync(csms);
        world.OwnSite = await world.SiteAsync("Our yard", OwnMark, Whose.Own);
        world.ForeignSite = await world.SiteAsync("FOREIGN-1 yard", ForeignMark, Whose.Foreign);
        await csms.RegisterAsync(Wanderer, $$""","site":{{world.OwnSite}}""");
        return world;
    }

    /// <summary>Whether a role on some sites may use the route there.</summary>
    public static bool HoldsThere(RouteEndpoint route) =>
        route.Metadata.GetMetadata<HonouredSites>() is not null || route.RoutePattern.GetParameter("identity") is not null;

    /// <summary>The route's address with the names of objects of one site in it.</summary>
    public string Path(RouteEndpoint route, Whose whose)
    {
        var kind = route.RoutePattern.RawText!.Trim('/').Split('/').Where(part => !part.StartsWith('{')).ElementAtOrDefault(2);
        return "/" + string.Join('/', route.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart { Name: "documentName" } => "v1",
            RoutePatternParameterPart { Name: "identity" } => _names[("identity", whose)],
            RoutePatternParameterPart parameter when _names.TryGetValue(($"{kind}/{parameter.Name}", whose), out var name) => name,
            RoutePatternParameterPart parameter => HoldsThere(route) && route.RoutePattern.GetParameter("identity") is null
                ? throw new InvalidOperationException($"{route.RoutePattern.RawText} honours sites by itself: make an object of it at both sites in SiteWorld, as '{kind}/{parameter.Name}'.")
                : "4711",
            _ => "4711",
        })))) + (route.RoutePattern.RawText!.EndsWith("/messages/tail", StringComparison.Ordinal) ? $"?station={_names[("identity", whose)]}" : "")
            + (route.RoutePattern.RawText!.EndsWith("/signed-values/raw", StringComparison.Ordinal) ? "?number=1" : "")
            + (route.RoutePattern.RawText!.EndsWith("/authorization", StringComparison.Ordinal) ? "?idTag=T1" : "");
    }

    /// <summary>A body that would be carried out if the object were the caller's, as far as the route is known here.</summary>
    public string BodyFor(RouteEndpoint route, bool foreign)
    {
        var site = foreign ? ForeignSite : OwnSite;
        return route.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName switch
        {
            "commandReset" => """{"type":"Soft"}""",
            "commandRemoteStartTransaction" => """{"idTag":"T"}""",
            "commandRemoteStopTransaction" => """{"transactionId":1}""",
            "commandUnlockConnector" => """{"connectorId":1}""",
            "commandChangeAvailability" => """{"connectorId":1,"type":"Inoperative"}""",
            "commandChangeConfiguration" => """{"key":"HeartbeatInterval","value":"60"}""",
            "createBulkCommand" => $$"""{"action":"ClearCache","filter":{"site":{{site}} } }""",
            "createCampaign" => $$"""{"name":"taken over","kind":"Configuration","values":[{"key":"A","value":"1"}],"filter":{"site":{{site}} } }""",
            "changeCampaign" => """{"name":"taken over"}""",
            "addTemplate" or "putTemplate" => """{"name":"taken over","keys":[{"key":"A","value":"2"}]}""",
            "addWebhook" or "changeWebhook" => $$"""{"url":"https://hook.invalid/taken-over","paused":true,"sites":[{{site}}]}""",
            "addPriceEntry" => """{"kind":"Refund","gross":0.1,"reason":"taken over"}""",
            "closeCase" => """{"reason":"Ignored"}""",
            "addOutageNote" or "putOutageNote" => $$"""{"site":{{site}},"from":"2026-03-01T12:00:00Z","reason":"Vehicle","note":"taken over"}""",
            "putSitePublication" => """{"openData":false,"city":"Elsewhere"}""",
            "changeSite" => """{"address":"elsewhere"}""",
            "registerStation" => $$"""{"identity":"{{ForeignMark}}","site":{{site}}}""",
            "changePassword" => """{"password":"a-longer-password"}""",
            "createToken" or "createAccount" => $$"""{"name":"taken-over","role":"viewer","sites":[{{site}}]}""",
            _ => "{}",
        };
    }

    /// <summary>What would show that something at the other site was changed.</summary>
    public async Task<string> ForeignStateAsync()
    {
        var state = new List<string>();
        foreach (var path in (string[])[$"stations/{ForeignMark}", $"sites/{ForeignSite}", $"sites/{ForeignSite}/publication", $"outage-notes?station={ForeignMark}", $"commands?station={ForeignMark}", $"transactions?station={ForeignMark}", $"cases?station={ForeignMark}", $"certificate-requests?station={ForeignMark}", $"receipts?site={ForeignSite}", $"reservations?station={ForeignMark}-AWAY", $"commands?station={ForeignMark}-AWAY", $"log-uploads?station={ForeignMark}-AWAY", $"firmware-updates?station={ForeignMark}-AWAY", $"security-profile-upgrades?station={ForeignMark}-OPEN",
                     $"webhooks/{_names[("webhooks/id", Whose.Foreign)]}/dead-letters", $"bulk-commands/{_names[("bulk-commands/id", Whose.Foreign)]}", $"campaigns/{_names[("campaigns/id", Whose.Foreign)]}", $"configuration-templates/{_names[("configuration-templates/id", Whose.Foreign)]}"])
            state.Add((await _csms.SendAsync("GET", $"/api/v1/{path}")).Text);
        state.AddRange(from list in new[] { await _csms.SendAsync("GET", "/api/v1/accounts"), await _csms.SendAsync("GET", "/api/v1/tokens") }
                       from item in list.Json.GetProperty("items").EnumerateArray()
                       where item.GetRawText().Contains(ForeignMark, StringComparison.Ordinal)
                       select item.GetRawText());
        return string.Join('\n', state);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var station in _stations) await station.DisposeAsync();
    }

    private async Task<long> SiteAsync(string name, string identity, Whose whose)
    {
        var site = (await SendAsync("POST", "sites", $$"""{"name":"{{name}}","timeZone":"Europe/Berlin"}""")).GetProperty("id").GetInt64();
        await _csms.RegisterAsync(identity, $$""","site":{{site}}""");
        var station = await _csms.ConnectAsync(identity);
        _stations.Add(station);
        await station.CallAsync("StatusNotification", """{"connectorId":1,"status":"Available","errorCode":"NoError"}""");
        // It cannot be read: kept as refused.
        await station.CallAsync("SignCertificate", """{"csr":"no request"}""");
        var asked = (await _csms.SendAsync("GET", $"/api/v1/certificate-requests?station={identity}")).Json.GetProperty("items")[0];
        Name("certificate-requests/id", whose, $"{asked.GetProperty("id").GetInt64()}", "987654");
        var started = await station.CallAsync("StartTransaction", """{"connectorId":1,"idTag":"T1","meterStart":0,"timestamp":"2026-03-01T12:00:00Z"}""");
        var command = await SendAsync("POST", $"stations/{identity}/commands/GetConfiguration", "{}");
        await SendAsync("POST", "accounts", $$"""{"name":"{{identity}}.clerk","role":"viewer","sites":[{{site}}]}""");
        await SendAsync("POST", "tokens", $$"""{"name":"{{identity}}.program","role":"viewer","sites":[{{site}}]}""");
        Name("identity", whose, identity, "NOBODYS-1");
        Name("sites/id", whose, $"{site}", "987654");
        Name("transactions/id", whose, $"{started[2].GetProperty("transactionId").GetInt32()}", "1987654");
        var charged = await PriceWorld.StartSessionAsync(station, connector: 2);
        await PriceWorld.StopSessionAsync(station, charged, meter: 1000);
        var receipt = (await PriceWorld.BookedAsync(_csms, charged)).GetProperty("entries")[0];
        // By a provider that is not there: nothing moves while the test looks.
        var payment = await _csms.Database.WriteAsync(unit => PaymentBook.Add(unit, new Payment
        {
            Provider = "nobody",
            Method = identity,
            SiteId = site,
            StationId = unit.Connection.ExecuteScalar<long>("SELECT station_id FROM stations WHERE identity = @identity", new { identity }),
            IdTag = "T9",
            Currency = "EUR",
            Amount = 1,
            MadeBy = Caller.Program.Label,
            ExpiresAt = unit.Now.AddDays(1),
        }, identity, [0]));
        Name("payments/id", whose, $"{payment}", "987654");
        Name("receipts/id", whose, $"{receipt.GetProperty("id").GetInt64()}", "987654");
        Name("commands/id", whose, $"{command.GetProperty("id").GetInt64()}", "987654");
        // Of no transaction we know: a case.
        await station.CallAsync("StopTransaction", """{"transactionId":4711,"meterStop":1,"timestamp":"2026-03-01T12:00:00Z"}""");
        var found = 0L;
        await Eventually.HoldsAsync(async () =>
        {
            var cases = (await _csms.SendAsync("GET", $"/api/v1/cases?station={identity}")).Json.GetProperty("items");
            if (cases.GetArrayLength() == 0) return false;
            found = cases[0].GetProperty("id").GetInt64();
            return true;
        });
        Name("cases/id", whose, $"{found}", "987654");
        var outage = await SendAsync("POST", "outage-notes", $$"""{"station":"{{identity}}","from":"2026-03-01T12:00:00Z","reason":"Vandalism","note":"{{identity}} was hit"}""");
        Name("outage-notes/id", whose, $"{outage.GetProperty("id").GetInt64()}", "987654");
        // A token has none of its own.
        Name("notifications/id", whose, "1", "987654");
        // For a station that is never there: nothing moves while the test looks.
        await _csms.RegisterAsync($"{identity}-AWAY", $$""","site":{{site}}""");
        var reservation = await SendAsync("POST", $"stations/{identity}-AWAY/reservations", """{"connectorId":1,"idTag":"T1","expiresAt":"2100-01-01T00:00:00Z"}""");
        Name("reservations/id", whose, $"{reservation.GetProperty("id").GetInt64()}", "987654");
        var log = await SendAsync("POST", $"stations/{identity}-AWAY/log-uploads", """{"kind":"Diagnostics"}""");
        Name("log-uploads/id", whose, $"{log.GetProperty("id").GetInt64()}", "987654");
        var firmware = await _csms.SendAsync("POST", "/api/v1/firmware?name=fw.bin&version=1", with: request => request.Content = new ByteArrayContent([1]) { Headers = { ContentType = new("application/octet-stream") } });
        var update = await SendAsync("POST", $"stations/{identity}-AWAY/firmware-updates", $$"""{"firmware":{{firmware.Json.GetProperty("id").GetInt64()}}}""");
        Name("firmware-updates/id", whose, $"{update.GetProperty("id").GetInt64()}", "987654");
        await SendAsync("POST", "stations", $$"""{"identity":"{{identity}}-OPEN","withoutPassword":true,"site":{{site}}}""");
        var upgrade = await SendAsync("POST", $"stations/{identity}-OPEN/security-profile-upgrades", """{"securityProfile":1}""");
        Name("security-profile-upgrades/id", whose, $"{upgrade.GetProperty("id").GetInt64()}", "987654");
        var bulk = await SendAsync("POST", "bulk-commands", $$"""{"action":"ClearCache","stations":["{{identity}}-AWAY"]}""");
        Name("bulk-commands/id", whose, $"{bulk.GetProperty("id").GetInt64()}", "987654");
        var campaign = await SendAsync("POST", "campaigns", $$"""{"name":"Values","kind":"Configuration","values":[{"key":"A","value":"1"}],"stations":["{{identity}}-AWAY"]}""");
        Name("campaigns/id", whose, $"{campaign.GetProperty("id").GetInt64()}", "987654");
        // Paused: it leads nowhere.
        var webhook = (await SendAsync("POST", "webhooks", $$"""{"url":"https://hook.invalid/{{identity}}","paused":true,"sites":[{{site}}]}""")).GetProperty("webhook").GetProperty("id").GetInt64();
        Name("webhooks/id", whose, $"{webhook}", "987654");
        await _csms.Database.WriteAsync(unit => WebhookStore.GiveUp(unit, webhook, new RecordedEvent(1, unit.Now, "stationRegistered", new StationRegistered { Station = identity }), "{}", "it was not taken", 10));
        Name("webhooks/letter", whose, $"{(await _csms.SendAsync("GET", $"/api/v1/webhooks/{webhook}/dead-letters")).Json.GetProperty("items")[0].GetProperty("id").GetInt64()}", "987654");
        var template = await SendAsync("POST", "configuration-templates", $$"""{"name":"{{identity}} template","keys":[{"key":"A","value":"1"}]}""",
            await _csms.TokenAsync(Role.Operator, site));
        Name("configuration-templates/id", whose, $"{template.GetProperty("id").GetInt64()}", "987654");
        Name("accounts/name", whose, $"{identity}.clerk", "nobody");
        Name("tokens/name", whose, $"{identity}.program", "nothing");
        return site;
    }

    private void Name(string parameter, Whose whose, string name, string nobodys)
    {
        _names[(parameter, whose)] = name;
        _names[(parameter, Whose.Nobodys)] = nobodys;
    }

    private async Task<JsonElement> SendAsync(string method, string path, string body, string? token = null)
    {
        var answer = await _csms.SendAsync(method, $"/api/v1/{path}", body, token);
        Assert.True(answer.Code is >= 200 and < 300, $"{method} {path}: {answer.Code} {answer.Text}");
        return answer.Json;
    }
}
