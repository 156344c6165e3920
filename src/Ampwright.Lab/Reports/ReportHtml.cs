using System.Globalization;
using Ampwright.Lab.Declaration;
using Ampwright.Lab.Performance;
using Ampwright.Lab.Runs;

namespace Ampwright.Lab.Reports;

/// <summary>The report on paper: a cover, the abstract in the order of the official ones, and every case. One file, nothing loaded from elsewhere.</summary>
internal static class ReportHtml
{
    private const string Style = """
        @page { size: A4; margin: 18mm 16mm }
        * { box-sizing: border-box }
        body { font: 10.5pt/1.45 "Liberation Sans", Arial, sans-serif; color: #1b2530; max-width: 190mm; margin: 0 auto; padding: 8mm }
        h1 { font-size: 21pt; margin: 0 0 4mm; letter-spacing: -.2pt } h2 { font-size: 13pt; margin: 9mm 0 3mm; border-bottom: 1.5pt solid #0b6e4f; padding-bottom: 1mm; break-after: avoid }
        h3 { font-size: 10.5pt; margin: 5mm 0 1mm; break-after: avoid }
        table { border-collapse: collapse; width: 100%; margin: 0 0 4mm; font-size: 9.5pt } th, td { text-align: left; vertical-align: top; padding: 1.2mm 2mm; border-bottom: .5pt solid #cfd6dd; overflow-wrap: break-word }
        th { background: #eef3f1; font-weight: 600 } tr { break-inside: avoid } td:first-child { min-width: 24mm }
        .notice { border: 1.2pt solid #9a5b00; background: #fff7e8; padding: 3mm 4mm; margin: 4mm 0 }
        .pass { color: #0b6e4f; font-weight: 600 } .fail, .error { color: #b3261e; font-weight: 600 } .inconclusive, .incomplete { color: #9a5b00; font-weight: 600 } .not-tested { color: #5b6672 }
        .cover { min-height: 225mm; break-after: page; display: flex; flex-direction: column; justify-content: center } .cover dl { display: grid; grid-template-columns: 50mm 1fr; gap: 2mm 4mm; margin: 8mm 0 } dt { color: #5b6672 } dd { margin: 0 }
        .case { break-inside: avoid; margin-bottom: 3mm } .case p { margin: 0 0 1mm } .small { font-size: 8.5pt; color: #46525e } .sign { break-inside: avoid } .sign td { height: 9mm; width: 50% }
        .numbered td:first-child { min-width: 0; width: 8mm; color: #5b6672 } .numbered { font-size: 8.5pt } .steps td { padding: .3mm 2mm; border-bottom-color: #e6eaee; overflow-wrap: anywhere } .steps th { padding: .3mm 2mm } .steps td:nth-child(2) { width: 15mm }
        code { font: 8.5pt "Liberation Mono", monospace; overflow-wrap: anywhere }
        """;

    private static readonly Dictionary<string, string> About = new()
    {
        ["Core"] = "boot, authorization, transactions, metering, availability, configuration, remote start, stop, reset and unlock",
        ["FirmwareManagement"] = "firmware updates and diagnostics",
        ["LocalAuthListManagement"] = "the list by which a station decides for itself",
        ["SmartCharging"] = "charging profiles and composite schedules",
        ["RemoteTrigger"] = "messages that a station is asked for",
        ["Reservation"] = "connectors kept free for an id tag",
        ["Security"] = "security profiles 1 to 3, certificates, signed firmware, security events and logs",
    };

    private static readonly (string Id, string Text)[] Hardware =
    [
        ("HFS-1", "Detachable cable"), ("HFS-2", "Fixed cable"), ("HFS-3", "AC support"), ("HFS-4", "DC support"), ("HFS-5", "1 phase"), ("HFS-6", "2 phases"),
        ("HFS-7", "3 phases"), ("HFS-8", "Number of connectors"), ("HFS-9", "Communication technology"), ("HFS-10", "RFID readers"),
    ];

    private static readonly (string Id, string Text)[] Options =
    [
        ("C-01", "Offline authorization of transactions"), ("C-02", "Offline authorization of unknown ids"), ("C-03", "Maximum energy for invalid ids"),
        ("C-04", "Authorization cache"), ("C-05", "Limiting StatusNotifications"), ("C-06.1", "Authorization kept when unplugged at the EV"),
        ("C-06.2", "Authorization not kept when unplugged at the EV"), ("C-07", "Local start"), ("C-08", "Local stop"),
    ];

    private static readonly (string Id, string Text)[] Questions =
    [
        ("AQ-1", "The last CentralSystemRootCertificate can be removed"), ("AQ-2", "A lock keeps the driver from connecting before authorization"),
        ("AQ-3", "The last ChargePointCertificate can be removed"), ("AQ-4", "Firmware is downloaded during a transaction"),
        ("AQ-5", "The EVSE is selected before authorization"), ("AQ-6", "Charging by IEC 61851-1"),
        ("AQ-7.1", "StopTransaction is reported before going down"), ("AQ-7.2", "StopTransaction is reported after being back online"),
    ];

    private static readonly (string Id, string Text)[] Limits =
    [
        ("ORS-1", "GetConfigurationMaxKeys"), ("ORS-2", "MeterValuesAlignedDataMaxLength"), ("ORS-3", "MeterValuesSampledDataMaxLength"),
        ("ORS-4", "Least MeterValueSampleInterval"), ("ORS-5", "Greatest MeterValueSampleInterval"), ("ORS-6", "Least HeartbeatInterval"),
        ("ORS-7", "Greatest HeartbeatInterval"), ("ORS-11", "WebSocketPingInterval"),
    ];

    private static readonly string[] Signed = ["Company", "Department", "Position", "Location", "Date", "Signature"];

    public static string Write(RunReport report)
    {
        var page = new Html().Raw("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">")
            .Element("title", $"OCPP 1.6 conformance: {report.Declaration.Product} (self-declared)").Raw($"<style>{Style}</style></head><body>");
        Cover(page, report);
        Head(page, report);
        Summary(page, report);
        if (report.System == "station") Station(page, report);
        else AQ(page, report.Declaration, [("AQ-1", "A first BootNotification can be answered Pending or Rejected")]);
        Performance(page, report);
        Approval(page);
        Settings(page, report);
        CasePages.Write(page, report);
        return page.Raw("</body></html>").ToString();
    }

    internal static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static void Cover(Html page, RunReport report)
    {
        var pics = report.Declaration;
        page.Raw("<section class=\"cover\">").Element("h1", "Declaration and Abstract of the Test Report").Element("p", "OCPP 1.6 conformance, found by the vendor with an open lab");
        page.Element("div", report.Statement, "notice").Raw("<dl>");
        foreach (var (name, value) in new (string, string)[]
        {
            ("Holder", pics.Holder),
            ("Product type", report.System == "station" ? "Charging Station" : "Charging Station Management System"),
            ("Product designation", pics.Product),
            ("OCPP software version", pics.SoftwareVersion),
            ("Specification", "OCPP 1.6 edition 2 FINAL, 2017-09-28, with errata v4.0 of 2019-10-23"
                + (pics.Security.Count > 0 ? "; security whitepaper edition 3 (1.3), 2022-02-17" : "")),
            ("Test cases", $"revision {report.Revision}, {report.Cases.Count} selected"),
            ("Tested", $"{report.Began:yyyy-MM-dd HH:mm} to {report.Ended:yyyy-MM-dd HH:mm} UTC"),
            ("Declaration (PICS)", pics.Form),
            ("Lab", $"Ampwright.Lab {report.LabVersion}"),
        })
        {
            page.Element("dt", name).Element("dd", value);
        }
        page.Raw("</dl></section>");
    }

    private static void Head(Html page, RunReport report)
    {
        var pics = report.Declaration;
        page.Element("h2", "Abstract");
        page.Table(
            [],
            [
                ["Laboratory", $"none: tested by the vendor himself with Ampwright.Lab {report.LabVersion}"],
                ["Location", pics.Location ?? "not declared"],
                ["Report reference", $"{pics.Product}, {report.Began:yyyy-MM-dd HH:mm:ss} UTC"],
                ["Product designation", pics.Product],
                ["Vendor", pics.Holder],
                ["Device under test", pics.Device ?? pics.Product],
                ["OCPP software version", pics.SoftwareVersion],
            ]);
        page.Table(
            ["Applied", "Performed by, and when", "Evidence"],
            [
                [
                    $"The OCPP 1.6 test cases, revision {report.Revision}", $"{pics.Holder}, {report.Began:yyyy-MM-dd} to {report.Ended:yyyy-MM-dd}",
                    $"report.json with {string.Join(", ", report.Evidence.Keys.Order(StringComparer.Ordinal))}",
                ],
            ]);
    }

    private static void Summary(Html page, RunReport report)
    {
        page.Element("h2", "Result summary");
        page.Table(
            ["Certification profile", "Result", "Cases passed", "Is about"],
            report.Profiles.Where(profile => profile.Profile != "Security").Select(profile => (string[])[profile.Profile, profile.Result, Counted(profile), About[profile.Profile]]));
        var security = report.Profiles.Single(profile => profile.Profile == "Security");
        if (security.Selected == 0) return;
        page.Element("h2", "Certification extension");
        page.Table(["Extension", "Result", "Cases passed", "Is about"], [["Security", security.Result, Counted(security), About["Security"]]]);
        page.Table(
            ["Security profile", "Supported"],
            [
                ["SEC-1 Unsecured transport with basic authentication", YesNo(report.Declaration.Security.Contains(1))],
                ["SEC-2 TLS with basic authentication", YesNo(report.Declaration.Security.Contains(2))],
                ["SEC-3 TLS with client-side certificates", YesNo(report.Declaration.Security.Contains(3))],
            ]);
    }

    private static void Station(Html page, RunReport report)
    {
        var pics = report.Declaration;
        page.Element("h2", "Hardware feature set");
        page.Table(["Id", "Feature", "Declared"], Hardware.Where(item => pics.Hardware.ContainsKey(item.Id))
            .Select(item => (string[])[item.Id, item.Text, pics.Hardware[item.Id] switch { "true" => "Yes", "false" => "No", var text => text }]));
        page.Table(
            ["Connector", "Current", "Phases", "Connector type", "Cable"],
            pics.Connectors.Select(one => (string[])[$"{one.Number}", one.Current, one.Phases, one.Type, one.Cable]));
        page.Element("h2", "Optional features");
        page.Table(["Id", "Feature of Core", "Supported"], Options.Where(item => pics.Options.ContainsKey(item.Id))
            .Select(item => (string[])[item.Id, item.Text, YesNo(pics.Options[item.Id])]));
        page.Table(
            ["Id", "Measurands", "Declared by the vendor", "Tested"],
            [
                ["C-09.1", "in sampled meter values", string.Join(", ", pics.SampledMeasurands), Verdict(report, "TC_070_CS")],
                ["C-09.2", "in clock-aligned meter values", string.Join(", ", pics.AlignedMeasurands), Verdict(report, "TC_071_CS")],
            ]);
        AQ(page, pics, Questions);
        page.Element("h2", "Other relevant settings");
        page.Table(["Id", "Setting", "Value"], Limits.Where(item => pics.Settings.ContainsKey(item.Id)).Select(item => (string[])[item.Id, item.Text, $"{pics.Settings[item.Id]}"]));
    }

    private static void AQ(Html page, Pics pics, (string Id, string Text)[] questions)
    {
        page.Element("h2", "Additional questions");
        page.Table(["Id", "Question", "Answer"], questions.Where(item => pics.Questions.ContainsKey(item.Id))
            .Select(item => (string[])[item.Id, item.Text, YesNo(pics.Questions[item.Id])]));
    }

    private static void Performance(Html page, RunReport report)
    {
        page.Element("h2", "Performance measurement");
        page.Table(["Name", "Maximum", "Unit", "Description"], report.Performance.Select(line => (string[])[line.Name, Number(line.DeclaredMaximum), "s", line.Description]));
        page.Table(
            ["Name", "Minimum", "Maximum", "Average", "99 %", "Samples", "Unit"],
            report.Performance.Select(line => line.Figure is { } figure ? Cells(line.Name, figure) : [line.Name, "no sample", "no sample", "no sample", "no sample", "0", "s"]));
        page.Element("p", $"Communication technology: {report.Declaration.Hardware.GetValueOrDefault("HFS-9") ?? report.Declaration.Communication ?? "not declared"}");
    }

    private static string[] Cells(string name, Figure figure) =>
        [name, Number(figure.Least), Number(figure.Greatest), Number(figure.Average), Number(figure.P99), $"{figure.Count}", "s"];

    private static void Approval(Html page)
    {
        page.Element("h2", "Statement of approval");
        page.Table(
            ["For the vendor", "For the tester"],
            [["Name:", "Name:"], ["", "Reviewer:"], .. Signed.Select(line => (string[])[$"{line}:", $"{line}:"])],
            "sign");
    }

    private static void Settings(Html page, RunReport report)
    {
        var tolerances = report.Settings.Tolerances;
        page.Element("h2", "Tolerances and settings of the run");
        page.Table(
            ["Tolerance", "Seconds"],
            [
                ["Interval of sampled meter values", $"± {tolerances.MeterInterval}"],
                ["Alignment to the clock", $"± {tolerances.ClockAlignment}"],
                ["The station's clock, as composite schedules show it", $"± {tolerances.Clock}"],
                ["Start and length in composite schedules", $"± {tolerances.Schedule}"],
                ["Heartbeats, and the wait after a refused boot", $"± {tolerances.Heartbeat}"],
                ["End of a reservation", $"± {tolerances.Expiry}"],
                ["Time-outs that the station keeps", $"± {tolerances.TimeOut}"],
                ["Until a CSMS shows what it was told", $"{tolerances.ReadBack}"],
            ]);
        page.Element("p", $"Answers were waited for {report.Settings.MessageTimeout} s, triggered functions {report.Settings.TriggeredTimeout} s, "
            + $"reboots and file transfers {report.Settings.LongTimeout} s. Heartbeats every {report.Settings.HeartbeatInterval} s, meter values every "
            + $"{report.Settings.SampleInterval} s, clock-aligned every {report.Settings.AlignedInterval} s, ConnectionTimeOut {report.Settings.ConnectionTimeOut} s.");
        page.Element("h2", "Evidence");
        page.Table(["File", "SHA-256"], report.Evidence.Select(file => (string[])[file.Key, file.Value]));
    }

    private static string Verdict(RunReport report, string id) => report.Cases.FirstOrDefault(one => one.Id == id) is { } one ? $"{id}: {one.Verdict.Text()}" : "no";

    private static string Counted(ProfileResult profile) => profile.Selected == 0 ? "-" : $"{profile.Passed} of {profile.Selected}";

    private static string YesNo(bool yes) => yes ? "Yes" : "No";
}
