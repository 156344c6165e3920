using Ampwright.Lab.Operation;
using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Security;

/// <summary>Get Security Log.</summary>
internal sealed class TC_079_CSMS : CsmsCase
{
    private const string Location = "http://files.example/logs/";

    public override async Task Run(CsmsRun s)
    {
        var call = await s.Commanded("GetLog", new { logType = "SecurityLog", requestId = s.NextRequest(), log = new { remoteLocation = Location } });
        s.Has(call, ("logType", "SecurityLog"));
        var told = call.Member("log") is { } log && log.TryGetProperty("remoteLocation", out var location) ? location.GetString() : null;
        s.Check(told == Location, $"remoteLocation {Location}", $"it is {told ?? "missing"}", call);
        foreach (var status in new[] { "Uploading", "Uploaded" }) await s.Send("LogStatusNotification", new { status, requestId = call.Number32("requestId") });
        await s.Shows(CsmsRecord.Upload, "newest", ("status", "Uploaded"));
    }
}
