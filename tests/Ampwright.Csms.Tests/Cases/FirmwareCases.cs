using Ampwright.Csms.Tests.Actions;
using static Ampwright.Csms.Tests.Cases.TestTool;

namespace Ampwright.Csms.Tests.Cases;

/// <summary>FirmwareManagement, with and without signature, and logs.</summary>
public sealed class FirmwareCases
{
    private const string Certificate = "-----BEGIN CERTIFICATE-----\\nMIIB\\n-----END CERTIFICATE-----\\n";
    private const string Location = "https://files.example/firmware.bin";

    [Theory]
    [InlineData("Installed")]
    [InlineData("InstallationFailed")]
    [Observes("UpdateFirmware", "FirmwareStatusNotification")]
    public async Task TC_044_1_CSMS_TC_044_3_CSMS_firmware_is_fetched_and_its_installation_ends(string end)
    {
        await using var tool = await BootedAsync();
        await UpdateAsync(tool);
        await SayAsync(tool, "FirmwareStatusNotification", "Downloading", "Downloaded");
        for (var connector = 0; connector <= 2; connector++) await tool.StatusAsync(connector, "Unavailable");
        await SayAsync(tool, "FirmwareStatusNotification", "Installing");
        await tool.ReconnectAsync();
        await tool.BootAsync();
        await SayAsync(tool, "FirmwareStatusNotification", end);
        Assert.Equal(["Downloading", "Downloaded", "Installing", end], await SaidAsync(tool));
        Assert.Equal((end == "Installed" ? "Installed" : "Failed", end), await EndOfAsync(tool, "firmware-updates"));
    }

    [Fact]
    public async Task TC_044_2_CSMS_firmware_cannot_be_fetched()
    {
        await using var tool = await BootedAsync();
        await UpdateAsync(tool);
        await SayAsync(tool, "FirmwareStatusNotification", "Downloading", "DownloadFailed");
        Assert.Equal(["Downloading", "DownloadFailed"], await SaidAsync(tool));
        Assert.Equal(("Failed", "DownloadFailed"), await EndOfAsync(tool, "firmware-updates"));
    }

    [Theory]
    [InlineData("Uploaded")]
    [InlineData("UploadFailed")]
    [Observes("GetDiagnostics", "DiagnosticsStatusNotification")]
    public async Task TC_045_1_CSMS_TC_045_2_CSMS_diagnostics_are_brought_or_not(string end)
    {
        await using var tool = await BootedAsync();
        var asked = await tool.CommandAsync("GetDiagnostics", """{"location":"https://files.example/up"}""", """{"fileName":"diagnostics.zip"}""");
        Assert.Equal("https://files.example/up", Text(asked, "location"));
        await SayAsync(tool, "DiagnosticsStatusNotification", "Uploading", end);
        Assert.Equal(["Uploading", end], await SaidAsync(tool));
    }

    [Fact]
    [Observes("GetLog", "LogStatusNotification")]
    public async Task TC_079_CSMS_the_security_log_is_brought()
    {
        await using var tool = await BootedAsync();
        var asked = await tool.CommandAsync("GetLog", """{"log":{"remoteLocation":"https://files.example/up"},"logType":"SecurityLog","requestId":7}""", """{"status":"Accepted","filename":"security.log"}""");
        Assert.Equal(("SecurityLog", "https://files.example/up"), (Text(asked, "logType"), Text(asked.GetProperty("log"), "remoteLocation")));
        await SayAsync(tool, "LogStatusNotification", 7, "Uploading", "Uploaded");
        Assert.Equal(["Uploading", "Uploaded"], await SaidAsync(tool));
    }

    [Fact]
    [Observes("SignedUpdateFirmware", "SignedFirmwareStatusNotification")]
    public async Task TC_080_CSMS_signed_firmware_is_installed()
    {
        await using var tool = await BootedAsync();
        await SignedUpdateAsync(tool);
        await SayAsync(tool, "SignedFirmwareStatusNotification", 9, "Downloading", "Downloaded", "SignatureVerified");
        for (var connector = 0; connector <= 2; connector++) await tool.StatusAsync(connector, "Unavailable");
        await SayAsync(tool, "SignedFirmwareStatusNotification", 9, "Installing", "InstallRebooting");
        await tool.ReconnectAsync();
        await tool.BootAsync();
        await tool.CallAsync("SecurityEventNotification", $$"""{"type":"FirmwareUpdated","timestamp":"{{Now}}"}""");
        await SayAsync(tool, "SignedFirmwareStatusNotification", 9, "Installed");

        Assert.Equal(["Downloading", "Downloaded", "SignatureVerified", "Installing", "InstallRebooting", "Installed"], await SaidAsync(tool));
        Assert.Equal(("Installed", "Installed"), await EndOfAsync(tool, "firmware-updates"));
        Assert.Equal("FirmwareUpdated", Text((await tool.GetAsync("security-events")).GetProperty("items")[0], "type"));
    }

    [Fact]
    public async Task TC_081_CSMS_the_signature_is_wrong()
    {
        await using var tool = await BootedAsync();
        await SignedUpdateAsync(tool);
        await SayAsync(tool, "SignedFirmwareStatusNotification", 9, "Downloading", "Downloaded", "InvalidSignature");
        Assert.Equal(["Downloading", "Downloaded", "InvalidSignature"], await SaidAsync(tool));
        Assert.Equal(("Failed", "InvalidSignature"), await EndOfAsync(tool, "firmware-updates"));
    }

    private static async Task UpdateAsync(TestTool tool)
    {
        var asked = await tool.CommandAsync("UpdateFirmware", $$"""{"location":"{{Location}}","retrieveDate":"{{Now}}"}""", "{}");
        Assert.Equal(Location, Text(asked, "location"));
    }

    private static async Task SignedUpdateAsync(TestTool tool)
    {
        var asked = await tool.CommandAsync("SignedUpdateFirmware",
            $$"""{"requestId":9,"firmware":{"location":"{{Location}}","retrieveDateTime":"{{Now}}","signingCertificate":"{{Certificate}}","signature":"c2lnbmF0dXJl"} }""", """{"status":"Accepted"}""");
        var firmware = asked.GetProperty("firmware");
        Assert.Equal((Location, "c2lnbmF0dXJl"), (Text(firmware, "location"), Text(firmware, "signature")));
        Assert.StartsWith("-----BEGIN CERTIFICATE-----\n", Text(firmware, "signingCertificate"), StringComparison.Ordinal);
    }

    private static async Task SayAsync(TestTool tool, string action, params string[] statuses)
    {
        foreach (var status in statuses) await tool.CallAsync(action, $$"""{"status":"{{status}}"}""");
    }

    private static async Task SayAsync(TestTool tool, string action, int request, params string[] statuses)
    {
        foreach (var status in statuses) await tool.CallAsync(action, $$"""{"status":"{{status}}","requestId":{{request}}}""");
    }

    /// <summary>State and last status of the only update.</summary>
    private static async Task<(string?, string?)> EndOfAsync(TestTool tool, string list)
    {
        var one = (await tool.GetAsync(list)).GetProperty("items").EnumerateArray().Single();
        return (Text(one, "state"), Text(one, "status"));
    }

    /// <summary>The statuses as the operator sees them, the oldest first.</summary>
    private static async Task<List<string>> SaidAsync(TestTool tool) =>
    [
        .. (await tool.GetAsync("events/log?kind=stationNotified")).GetProperty("items").EnumerateArray().Reverse()
            .Select(item => Text(System.Text.Json.JsonElement.Parse(Text(item.GetProperty("change"), "content")!), "status")!),
    ];
}
