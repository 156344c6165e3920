using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Ampwright.Lab.Catalogue;
using Ampwright.Lab.Certificates;
using Ampwright.Lab.Operation;
using Ampwright.Lab.Performance;
using Ampwright.Lab.Runs.Station;
using Ampwright.Lab.Traces;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Runs.Csms;

/// <summary>The lab as a charging station of one CSMS under test: what lasts from case to case.</summary>
internal sealed class CsmsBench
{
    private static readonly (string Key, bool ReadOnly, string Value)[] Keys =
    [
        ("AuthorizeRemoteTxRequests", false, "true"), ("ClockAlignedDataInterval", false, "0"), ("ConnectionTimeOut", false, "60"),
        ("ConnectorPhaseRotation", false, "0.RST"), ("GetConfigurationMaxKeys", true, "50"), ("HeartbeatInterval", false, "300"),
        ("LocalAuthorizeOffline", false, "true"), ("LocalPreAuthorize", false, "false"), ("MeterValuesAlignedData", false, "Energy.Active.Import.Register"),
        ("MeterValuesSampledData", false, "Energy.Active.Import.Register"), ("MeterValueSampleInterval", false, "60"), ("NumberOfConnectors", true, "2"),
        ("ResetRetries", false, "1"), ("StopTransactionOnEVSideDisconnect", false, "true"), ("StopTransactionOnInvalidId", false, "true"),
        ("StopTxnAlignedData", false, ""), ("StopTxnSampledData", false, ""),
        ("SupportedFeatureProfiles", true, "Core,FirmwareManagement,LocalAuthListManagement,Reservation,SmartCharging,RemoteTrigger"),
        ("TransactionMessageAttempts", false, "3"), ("TransactionMessageRetryInterval", false, "60"), ("UnlockConnectorOnEVSideDisconnect", false, "true"),
        ("LocalAuthListEnabled", false, "true"), ("LocalAuthListMaxLength", true, "100"), ("SendLocalListMaxLength", true, "20"),
        ("ChargeProfileMaxStackLevel", true, "10"), ("ChargingScheduleAllowedChargingRateUnit", true, "Current,Power"),
        ("ChargingScheduleMaxPeriods", true, "20"), ("MaxChargingProfilesInstalled", true, "20"),
    ];

    public CsmsBench(
        TimeProvider time, RunTrace trace, RunSettings settings, Revision revision, IReadOnlySet<string> facts, ICsmsOperator @operator, IDialer dialer, Pass? pass = null,
        LabAuthority? authority = null)
    {
        (Time, Trace, Settings, Revision, Facts, Operator, Dialer) = (time, trace, settings, revision, facts, @operator, dialer);
        Pass = pass ?? new Pass(0);
        Certificates = new CertificateStand(time, trace, authority ?? LabAuthority.Make(time.GetUtcNow()));
        Figures = new Figures(trace);
        Conversation = new Conversation(time, trace, Figures, Figures.CsmsResponse) { Respond = Respond };
    }

    public TimeProvider Time { get; }

    public RunTrace Trace { get; }

    public RunSettings Settings { get; }

    public Revision Revision { get; }

    public IReadOnlySet<string> Facts { get; }

    public ICsmsOperator Operator { get; }

    public IDialer Dialer { get; }

    /// <summary>What the lab's station comes by from now on.</summary>
    public Pass Pass { get; set; }

    public CertificateStand Certificates { get; }

    /// <summary>The roots that the lab's station holds, by their use.</summary>
    public List<(string Type, X509Certificate2 Root)> Roots { get; } = [];

    public Figures Figures { get; }

    public Conversation Conversation { get; }

    /// <summary>Transactions that run, by id: their connectors.</summary>
    public Dictionary<int, int> Running { get; } = [];

    public int LastReservation { get; set; } = 100;

    public int LastRequest { get; set; } = 500;

    /// <summary>How the lab answers the CSMS in the present case, by action.</summary>
    public Dictionary<string, Func<Frame, JsonObject>> Answers { get; } = [];

    /// <summary>What the lab's station tells of its configuration.</summary>
    public static JsonObject Configuration(Frame call)
    {
        var wanted = call.Member("key")?.EnumerateArray().Select(key => key.GetString()!).ToList() ?? [];
        var known = Keys.Where(entry => wanted.Count == 0 || wanted.Contains(entry.Key));
        var answer = new JsonObject
        {
            ["configurationKey"] = new JsonArray([.. known.Select(entry =>
                (JsonNode)new JsonObject { ["key"] = entry.Key, ["readonly"] = entry.ReadOnly, ["value"] = entry.Value })]),
        };
        var unknown = wanted.Except(Keys.Select(entry => entry.Key)).ToList();
        if (unknown.Count > 0) answer["unknownKey"] = new JsonArray([.. unknown.Select(key => (JsonNode)key)]);
        return answer;
    }

    internal static string Stamp(DateTimeOffset time) => StationBench.Stamp(time);

    private JsonObject Respond(Frame call) => Answers.TryGetValue(call.Action, out var answer) ? answer(call) : Usually(call);

    // What a station that does as it is told answers when nothing else is arranged.
    private static JsonObject Usually(Frame call) => call.Action switch
    {
        "GetConfiguration" => Configuration(call),
        "GetLocalListVersion" => new JsonObject { ["listVersion"] = 0 },
        "UpdateFirmware" or "GetDiagnostics" => [],
        "UnlockConnector" => new JsonObject { ["status"] = "Unlocked" },
        "GetInstalledCertificateIds" => new JsonObject { ["status"] = "NotFound" },
        "DataTransfer" => new JsonObject { ["status"] = "UnknownVendorId" },
        _ => new JsonObject { ["status"] = "Accepted" },
    };
}
