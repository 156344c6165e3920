using System.Text;
using System.Text.Json;
using Ampwright.Csms.MessageLog;
using Ampwright.Csms.Tests.Storage;

namespace Ampwright.Csms.Tests.MessageLog;

[Once]
public sealed class RedactionTests
{
    private const string Canary = "c4naryC4NARY";
    private const string HexCanary = "0011223344556677889900AABBCCDDEEFF001122";

    public static TheoryData<string> Hiding =>
    [
        $$"""[2,"1","ChangeConfiguration",{"key":"AuthorizationKey","value":"{{Canary}}"}]""",
        $$"""[2,"1","ChangeConfiguration",{"value":"{{Canary}}","key":"AuthorizationKey"}]""",
        $$"""[2,"1","ChangeConfiguration",{"Value":"{{Canary}}","KEY":"authorizationkey"}]""",
        $$"""[2,"1","ChangeConfiguration",{"key":"\u0041uthorizationKey","value":"{{Canary}}"}]""",
        $$"""[2,"1","ChangeConfiguration",{"key":"x","key":"AuthorizationKey","value":"{{Canary}}"}]""",
        $$"""[2,"1","ChangeConfiguration",{"key":"WiFi_Password","value":["{{Canary}}"]}]""",
        $$"""[3,"1",{"configurationKey":[{"key":"A","readonly":false,"value":"1"},{"key":"AuthorizationKey","readonly":false,"value":"{{Canary}}"}]}]""",
        $$"""[2,"1","GetDiagnostics",{"location":"ftp://user:{{Canary}}@host/dir"}]""",
        $$"""[2,"1","GetDiagnostics",{"location":"ftp://user:a/{{Canary}}@host/dir"}]""",
        $$"""[2,"1","GetDiagnostics",{"location":"ftp:\/\/user:{{Canary}}@host/dir"}]""",
        $$"""[2,"1","UpdateFirmware",{"location":"https://host/f.bin?x=1&X-Amz-Signature={{Canary}}&y=2","retrieveDate":"2026-01-01T00:00:00Z"}]""",
        $$"""[2,"1","UpdateFirmware",{"location":"http://host:8180/station-files/{{Canary}}/fw.bin","retrieveDate":"2026-01-01T00:00:00Z"}]""",
        $$$"""[2,"1","GetLog",{"log":{"remoteLocation":"https:\/\/host\/station-files\/{{{Canary}}}\/"}}]""",
        $$"""[4,"1","InternalError","cannot PUT /station-files/{{Canary}}/x",{}]""",
        $$"""[2,"1","GetLog",{"log":{"remoteLocation":"https:\/\/host\/station-files\/{{Canary}}\/"}""",
        $$"""[2,"1","DataTransfer",{"vendorId":"V","data":"{\"AuthorizationKey\":\"{{Canary}}\"}"}]""",
        $$"""[2,"1","DataTransfer",{"vendorId":"V","data":"{\"a\":\"{\\\"password\\\":\\\"{{Canary}}\\\"}\"}"}]""",
        $$"""[2,"1","DataTransfer",{"vendorId":"V","data":"password={{Canary}}"}]""",
        $$"""[2,"1","DataTransfer",{"vendorId":"V","data":{"api_key":{"inner":"{{Canary}}"} } }]""",
        $$"""[2,"1","DataTransfer",{"vendorId":"V","data":"-----BEGIN EC PRIVATE KEY-----\nMHc{{Canary}}\n-----END EC PRIVATE KEY-----"}]""",
        $$"""[4,"1","InternalError","cannot fetch ftp://user:{{Canary}}@host/dir",{}]""",
        // Broken frames.
        $$"""[2,"1","ChangeConfiguration",{"key":"AuthorizationKey","value":"{{Canary}}"}""",
        $$"""[2,"1","ChangeConfiguration",{"value":"{{Canary}}","key":"AuthorizationKey" oops""",
        $$"""[2,"1","ChangeConfiguration",{key:AuthorizationKey,value:{{Canary}} }]""",
        $$"""[2,"1","GetDiagnostics",{"location":"ftp://user:{{Canary}}@host/dir""",
        $"-----BEGIN PRIVATE KEY-----\n{Canary}",
        $"[2,\"1\",\"X\",{{\"a\":\"{Canary}\",\"password\":\"",
    ];

    [Theory]
    [MemberData(nameof(Hiding))]
    public void A_secret_is_masked_wherever_it_hides(string frame)
    {
        var shown = Redaction.Redact(Encoding.UTF8.GetBytes(frame), IsJson(frame), out var masked);
        Assert.DoesNotContain(Canary, shown, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("***", shown, StringComparison.Ordinal);
        Assert.True(masked);
        if (IsJson(frame)) JsonElement.Parse(shown);
    }

    [Fact]
    public void The_digits_of_a_key_are_masked_in_a_broken_frame_even_without_a_name() =>
        Assert.DoesNotContain(HexCanary, Redaction.Redact(Encoding.UTF8.GetBytes($"[2,\"1\",\"{HexCanary}"), isJson: false, out _), StringComparison.Ordinal);

    [Theory]
    [InlineData("""[2,"1","Heartbeat",{}]""")]
    [InlineData("""[2, "1", "ChangeConfiguration", { "key" : "HeartbeatInterval", "value" : "3\u0030" }]""")]
    [InlineData("""[2,"1","GetConfiguration",{"key":["AuthorizationKey","HeartbeatInterval"]}]""")]
    [InlineData("""[2,"1","DataTransfer",{"vendorId":"V","data":"{\"a\" : [1,\"b\\u00e4\"]}"}]""")]
    [InlineData("""[2,"1","GetDiagnostics",{"location":"https://host:8443/path@2x/file?part=1","retries":3}]""")]
    [InlineData("""[3,"1",{"configurationKey":[{"key":"MeterPublicKey1","readonly":true,"value":"oca:base16:asn1:3059"}]}]""")]
    [InlineData("""[2,"1","BootNotification",{"chargePointVendor":"A\ud800B","chargePointModel":"M"}]""")]
    [InlineData("""[2,"1","MeterValues",{"connectorId":1,"meterValue":[{"timestamp":"2026-03-01T12:00:00Z","sampledValue":[{"value":"{\"publicKey\":\"oca:3059\",\"signedMeterData\":\"AA\"}","format":"SignedData"}]}]}]""")]
    public void What_holds_no_secret_stays_byte_for_byte(string frame)
    {
        Assert.Equal(frame, Redaction.Redact(Encoding.UTF8.GetBytes(frame), isJson: true, out var masked));
        Assert.False(masked);
    }

    [Fact]
    public void Beside_a_masked_value_the_frame_stays_as_it_was() => Assert.Equal(
        """[2, "1","ChangeConfiguration",{"key" : "AuthorizationKey", "value" :  "***"} ]""",
        Redaction.Redact("""[2, "1","ChangeConfiguration",{"key" : "AuthorizationKey", "value" :  "0011"} ]"""u8, isJson: true, out _));

    [Fact]
    public void Whatever_the_bytes_redaction_ends_and_shows_no_secret()
    {
        var random = new Random(4711);
        var seeds = Hiding.Select(row => Encoding.UTF8.GetBytes(row.Data)).ToList();
        for (var round = 0; round < 20_000; round++)
        {
            var frame = seeds[random.Next(seeds.Count)].ToArray();
            for (var change = random.Next(1, 4); change > 0; change--) frame[random.Next(frame.Length)] = (byte)random.Next(256);
            var shown = Redaction.Redact(frame, isJson: false, out _);
            Assert.DoesNotContain('\0', shown);
        }
    }

    private static bool IsJson(string text)
    {
        try
        {
            JsonElement.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
