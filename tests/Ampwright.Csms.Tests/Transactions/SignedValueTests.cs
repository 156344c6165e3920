using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ampwright.Csms.Tests.Hosting;

namespace Ampwright.Csms.Tests.Transactions;

public sealed class SignedValueTests
{
    // What signatures are made over: quotes, escapes, every plane of Unicode, control characters as JSON escapes them.
    private static readonly string[] Alphabet = ["\"", "\\", "/", "\n", "\t", "\u0001", "ä", "€", "😀", "{", "}", ":", "a", "0", "+", "<", "&", "'", "\u2028", "\u007f", " "];

    private static readonly JsonSerializerOptions[] Escapings =
    [
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping },
        new() { Encoder = JavaScriptEncoder.Default },
    ];

    [Fact]
    public async Task A_signed_value_of_any_content_and_size_comes_out_byte_for_byte()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        var id = (await station.CallAsync("StartTransaction", """{"connectorId":1,"idTag":"T","meterStart":0,"timestamp":"2026-03-01T12:00:00Z"}"""))[2].GetProperty("transactionId").GetInt32();
        var random = new Random(4711);
        var sent = new List<string>();
        for (var size = 1; size <= 65_536; size = (size * 3) + 1) sent.Add(Text(random, size));
        sent.Add(Text(random, 65_536));
        for (var number = 0; number < sent.Count; number++)
        {
            // Escaped in one way by one station and in another by the next: it is the same text.
            var value = JsonSerializer.Serialize(sent[number], Escapings[number % 2]);
            var answer = await station.CallAsync("MeterValues",
                $$"""{"connectorId":1,"transactionId":{{id}},"meterValue":[{"timestamp":"2026-03-01T12:00:{{number:00}}Z","sampledValue":[{"value":{{value}},"format":"SignedData"},{"value":"7"}]}]}""");
            Assert.Equal("{}", answer[2].GetRawText());
        }

        var view = (await csms.SendAsync("GET", $"/api/v1/transactions/{id}")).Json.GetProperty("signedValues");
        Assert.Equal(sent, view.EnumerateArray().Select(signed => signed.GetProperty("value").GetString()));
        Assert.Equal(sent, (await csms.SendAsync("GET", $"/api/v1/transactions/{id}/signed-values")).Json.GetProperty("items").EnumerateArray().Select(signed => signed.GetProperty("value").GetString()));
        for (var number = 1; number <= sent.Count; number++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/transactions/{id}/signed-values/raw?number={number}");
            request.Headers.Authorization = new("Bearer", ServedCsms.OwnerToken);
            using var answer = await csms.Http.SendAsync(request);
            Assert.Equal(Encoding.UTF8.GetBytes(sent[number - 1]), await answer.Content.ReadAsByteArrayAsync());
        }
        (await csms.SendAsync("GET", $"/api/v1/transactions/{id}/signed-values/raw?number=99")).Problem(404);
    }

    [Fact]
    public async Task The_public_key_is_the_values_own_or_the_one_the_station_told_for_the_connector()
    {
        await using var csms = await ServedCsms.StartAsync();
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        var asking = csms.SendAsync("POST", "/api/v1/stations/CP1/commands/GetConfiguration", "{}");
        await station.AnswerAsync("""{"configurationKey":[{"key":"MeterPublicKey2","readonly":true,"value":"oca:base16:asn1:3059"}]}""");
        await asking;
        var id = (await station.CallAsync("StartTransaction", """{"connectorId":2,"idTag":"T","meterStart":0,"timestamp":"2026-03-01T12:00:00Z"}"""))[2].GetProperty("transactionId").GetInt32();
        await station.CallAsync("StopTransaction", $$"""
            {"transactionId":{{id}},"meterStop":5,"timestamp":"2026-03-01T13:00:00Z","transactionData":[
              {"timestamp":"2026-03-01T12:00:00Z","sampledValue":[{"value":"{\"signedMeterData\":\"AA\",\"signingMethod\":\"ECDSA-secp256r1-SHA256\",\"encodingMethod\":\"OCMF\",\"publicKey\":\"own\"}","format":"SignedData","context":"Transaction.Begin"}]},
              {"timestamp":"2026-03-01T13:00:00Z","sampledValue":[{"value":"OCMF|{}|{\"SD\":\"AA\"}","format":"SignedData","context":"Transaction.End"}]}]}
            """);

        var signed = (await csms.SendAsync("GET", $"/api/v1/transactions/{id}")).Json.GetProperty("signedValues");

        Assert.Equal("own Value ECDSA-secp256r1-SHA256 OCMF Transaction.Begin", Told(signed[0]));
        Assert.Equal("oca:base16:asn1:3059 MeterPublicKey2   Transaction.End", Told(signed[1]));
    }

    private static string Told(JsonElement signed) =>
        string.Join(' ', new[] { "publicKey", "publicKeyFrom", "signingMethod", "encodingMethod", "context" }.Select(name => signed.GetProperty(name).GetString()));

    private static string Text(Random random, int bytes)
    {
        var text = new StringBuilder();
        for (var length = 0; length < bytes;)
        {
            var next = Alphabet[random.Next(Alphabet.Length)];
            text.Append(next);
            length += Encoding.UTF8.GetByteCount(next);
        }
        return text.ToString();
    }
}
