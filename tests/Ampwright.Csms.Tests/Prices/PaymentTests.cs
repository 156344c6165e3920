using System.Text.Json;
using Ampwright.Csms.Prices.Payments;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.TestKit;
using static Ampwright.Csms.Tests.Prices.PriceWorld;

namespace Ampwright.Csms.Tests.Prices;

/// <summary>Money set aside, taken and given back, by the provider that moves none and writes down what it would have.</summary>
public sealed class PaymentTests
{
    [Fact]
    public async Task What_a_session_costs_is_taken_of_what_was_set_aside_and_what_is_corrected_is_given_back()
    {
        var time = new ManualTimeProvider();
        await using var csms = await WorldAsync(time);
        var payment = await PayAsync(csms, time, "ok", "Authorized");
        await using var station = await csms.ConnectAsync();
        var id = await StartSessionAsync(station);
        Assert.Equal(id, (await ReadAsync(csms, payment)).GetProperty("transaction").GetInt32());
        await StopSessionAsync(station, id, meter: 2000);
        await BecomesAsync(csms, time, payment, "Captured");
        Assert.Equal((20m, 1.3m, 0m), Money(await ReadAsync(csms, payment)));

        await CorrectAsync(csms, id, "Refund", 0.3m);
        await UntilAsync(time, async () => Money(await ReadAsync(csms, payment)).Refunded == 0.3m);
        // More is owed again, then less: only what is beyond is given back.
        await CorrectAsync(csms, id, "Correction", 0.2m);
        await CorrectAsync(csms, id, "Correction", -0.5m);
        await UntilAsync(time, async () => Money(await ReadAsync(csms, payment)).Refunded == 0.6m);
        Assert.Equal(["1-authorize 20", "1-capture 1.3", "1-refund-2 0.3", "1-refund-4 0.3"], Moved(csms));
        Assert.Equal(0.7m, (await PriceAsync(csms, id)).GetProperty("balance").GetDecimal());
        Assert.Contains("paymentChanged", (await csms.SendAsync("GET", "/api/v1/events/log?kind=paymentChanged")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lost")]
    [InlineData("away")]
    [InlineData("lost.capture")]
    [InlineData("away.capture")]
    public async Task An_answer_that_is_lost_moves_the_money_once(string method)
    {
        var time = new ManualTimeProvider();
        await using var csms = await WorldAsync(time);
        var payment = await PayAsync(csms, time, method, "Authorized");
        await using var station = await csms.ConnectAsync();
        var id = await StartSessionAsync(station);
        await StopSessionAsync(station, id, meter: 2000);
        await BecomesAsync(csms, time, payment, "Captured");
        Assert.Equal(["1-authorize 20", "1-capture 1.3"], Moved(csms));
        Assert.Contains((await ReadAsync(csms, payment)).GetProperty("orders").EnumerateArray(), order => order.GetProperty("tries").GetInt32() > 1);
    }

    [Fact]
    public async Task What_was_ordered_before_the_program_ended_is_carried_out_after_and_once()
    {
        var time = new ManualTimeProvider();
        await using var csms = await WorldAsync(time);
        var payment = await PayAsync(csms, time, "away.capture", "Authorized");
        int id;
        await using (var station = await csms.ConnectAsync())
        {
            id = await StartSessionAsync(station);
            await StopSessionAsync(station, id, meter: 2000);
            await UntilAsync(time, async () => (await ReadAsync(csms, payment)).GetProperty("orders").GetArrayLength() == 2, step: TimeSpan.Zero);
        }
        await csms.RestartAsync();
        await BecomesAsync(csms, time, payment, "Captured");
        Assert.Equal(["1-capture 1.3"], Moved(csms));
    }

    [Fact]
    public async Task The_same_request_again_is_the_same_payment_however_many_come_at_once()
    {
        var time = new ManualTimeProvider();
        await using var csms = await WorldAsync(time);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AskAsync(csms, "ok")));
        Assert.All(answers, answer => Assert.Equal(1, answer.Json.GetProperty("id").GetInt64()));
        await BecomesAsync(csms, time, "1", "Authorized");
        Assert.Equal(["1-authorize 20"], Moved(csms));
        Assert.Equal("idempotency-key-reused", (await AskAsync(csms, "declined")).Problem(409).GetProperty("code").GetString());
        (await csms.SendAsync("POST", "/api/v1/payments", """{"station":"CP1","idTag":"T1","amount":20,"currency":"EUR","method":"ok"}""")).Problem(422);
    }

    [Fact]
    public async Task A_notice_counts_once_and_only_with_the_providers_signature()
    {
        var time = new ManualTimeProvider();
        await using var csms = await WorldAsync(time);
        var provider = csms.Part<TestPaymentProvider>();
        var payment = await PayAsync(csms, time, "later.authorize", "Authorizing");
        var (body, signature) = provider.Notice("n1", "1-authorize", ProviderOutcome.Done);

        Assert.Equal(401, (await NoticeAsync(csms, body, null)).Code);
        Assert.Equal(401, (await NoticeAsync(csms, body.Replace("Done", "Declined", StringComparison.Ordinal), signature)).Code);
        Assert.Equal(404, (await NoticeAsync(csms, body, signature, "other")).Code);
        Assert.Equal("Authorizing", (await ReadAsync(csms, payment)).GetProperty("state").GetString());
        Assert.Equal(204, (await NoticeAsync(csms, body, signature)).Code);
        Assert.Equal(204, (await NoticeAsync(csms, body, signature)).Code);
        Assert.Equal(("Authorized", 20m), ((await ReadAsync(csms, payment)).GetProperty("state").GetString(), Money(await ReadAsync(csms, payment)).Authorized));
        // What ended is not undone by what comes after.
        var (late, lateSignature) = provider.Notice("n2", "1-authorize", ProviderOutcome.Declined);
        Assert.Equal(204, (await NoticeAsync(csms, late, lateSignature)).Code);
        Assert.Equal("Authorized", (await ReadAsync(csms, payment)).GetProperty("state").GetString());
        var (nobodys, nobodysSignature) = provider.Notice("n3", "99-authorize", ProviderOutcome.Done);
        Assert.Equal(204, (await NoticeAsync(csms, nobodys, nobodysSignature)).Code);
    }

    [Fact]
    public async Task What_is_set_aside_for_nothing_is_let_go()
    {
        var time = new ManualTimeProvider();
        await using var csms = await WorldAsync(time);
        Assert.Equal("Declined", (await ReadAsync(csms, await PayAsync(csms, time, "declined", "Declined", key: "a"))).GetProperty("state").GetString());
        var byHand = await PayAsync(csms, time, "ok", "Authorized", key: "b");
        await PostAsync(csms, $"payments/{byHand}/release", "");
        await BecomesAsync(csms, time, byHand, "Released");
        Assert.Equal("payment-not-free", (await csms.SendAsync("POST", $"/api/v1/payments/{byHand}/release")).Problem(409).GetProperty("code").GetString());
        var forgotten = await PayAsync(csms, time, "ok", "Authorized", key: "c");
        time.Advance(TimeSpan.FromMinutes(30));
        await BecomesAsync(csms, time, forgotten, "Released");

        // A suspect session takes nothing; one that is not billed lets go.
        await csms.SendAsync("PUT", "/api/v1/stations/CP1/rated-power", """{"watts":1000}""");
        var suspect = await PayAsync(csms, time, "ok", "Authorized", key: "d");
        await using var station = await csms.ConnectAsync();
        var id = await StartSessionAsync(station, at: time.GetUtcNow());
        await StopSessionAsync(station, id, meter: 90_000, time.GetUtcNow().AddHours(1));
        await UntilAsync(time, async () => (await PriceAsync(csms, id)).GetProperty("billing").GetString() == "Suspect");
        var found = (await csms.SendAsync("GET", $"/api/v1/cases?transactionId={id}")).Json.GetProperty("items")[0].GetProperty("id").GetInt64();
        Assert.Equal("Authorized", (await ReadAsync(csms, suspect)).GetProperty("state").GetString());
        await PostAsync(csms, $"cases/{found}/close", """{"reason":"DoNotBill"}""");
        await BecomesAsync(csms, time, suspect, "Released");
        Assert.DoesNotContain(Moved(csms), moved => moved.Contains("capture", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_start_from_before_the_payment_and_one_that_is_refused_take_none()
    {
        var time = new ManualTimeProvider();
        await using var csms = await WorldAsync(time);
        await csms.SendAsync("PUT", "/api/v1/id-tags/T1", """{"blocked":true}""");
        var payment = await PayAsync(csms, time, "ok", "Authorized");
        await using var station = await csms.ConnectAsync();
        await StartSessionAsync(station);
        Assert.Equal(JsonValueKind.Null, (await ReadAsync(csms, payment)).GetProperty("transaction").ValueKind);
        await csms.SendAsync("PUT", "/api/v1/id-tags/T1", """{"blocked":false}""");
        await StartSessionAsync(station, connector: 2, at: Noon.AddHours(-1));
        Assert.Equal(JsonValueKind.Null, (await ReadAsync(csms, payment)).GetProperty("transaction").ValueKind);
        var id = await StartSessionAsync(station, connector: 3);
        Assert.Equal(id, (await ReadAsync(csms, payment)).GetProperty("transaction").GetInt32());
    }

    [Fact]
    public async Task Where_one_payment_is_declined_another_pays()
    {
        var time = new ManualTimeProvider();
        await using var csms = await WorldAsync(time);
        await using var station = await csms.ConnectAsync();
        var id = await StartSessionAsync(station);
        var session = $$""","transaction":{{id}}""";
        Assert.Equal(201, (await AskAsync(csms, "declined", "a", session)).Code);
        await BecomesAsync(csms, time, "1", "Declined");
        Assert.Equal(201, (await AskAsync(csms, "ok", "b", session)).Code);
        await BecomesAsync(csms, time, "2", "Authorized");
        await StopSessionAsync(station, id, meter: 2000);
        await BecomesAsync(csms, time, "2", "Captured");
    }

    [Fact]
    public async Task More_than_was_set_aside_is_never_taken_and_without_a_provider_nothing_is()
    {
        var time = new ManualTimeProvider();
        await using var csms = await WorldAsync(time);
        var payment = await PayAsync(csms, time, "ok", "Authorized");
        await using var station = await csms.ConnectAsync();
        var id = await StartSessionAsync(station);
        await StopSessionAsync(station, id, meter: 90_000);
        await BecomesAsync(csms, time, payment, "Captured");
        Assert.Equal(20m, Money(await ReadAsync(csms, payment)).Captured);
        Assert.Equal(36.5m, (await PriceAsync(csms, id)).GetProperty("balance").GetDecimal());
        Assert.Equal("transaction-paid", (await AskAsync(csms, "ok", "another", $$""","transaction":{{id}}""")).Problem(409).GetProperty("code").GetString());

        await using var without = await StartAsync(new ManualTimeProvider());
        Assert.Equal("no-payment-provider", (await AskAsync(without, "ok")).Problem(409).GetProperty("code").GetString());
    }

    private static async Task<ServedCsms> WorldAsync(ManualTimeProvider time)
    {
        var csms = await ServedCsms.StartAsync(time, with: options => options with { TestPayments = true });
        await csms.RegisterAsync("CP1", ""","noPong":true,"heartbeatSeconds":86400""");
        await TariffAsync(csms);
        Assert.Equal(200, (await csms.SendAsync("PUT", "/api/v1/id-tags/T1", """{"blocked":false}""")).Code);
        return csms;
    }

    private static Task<Answer> AskAsync(ServedCsms csms, string method, string key = "k", string more = "") => csms.SendAsync(
        "POST", "/api/v1/payments", $$"""{"station":"CP1","idTag":"T1","amount":20,"currency":"EUR","method":"{{method}}"{{more}}}""", with: request => request.Headers.Add("Idempotency-Key", key));

    private static async Task<string> PayAsync(ServedCsms csms, ManualTimeProvider time, string method, string state, string key = "k")
    {
        var made = await AskAsync(csms, method, key);
        Assert.True(made.Code == 201, made.Text);
        var id = made.Json.GetProperty("id").GetRawText();
        await BecomesAsync(csms, time, id, state);
        return id;
    }

    private static Task BecomesAsync(ServedCsms csms, ManualTimeProvider time, string payment, string state) =>
        UntilAsync(time, async () => (await ReadAsync(csms, payment)).GetProperty("state").GetString() == state);

    /// <summary>Moves the clock while it does not hold: what is tried again is tried later.</summary>
    private static Task UntilAsync(ManualTimeProvider time, Func<Task<bool>> condition, TimeSpan? step = null) => Eventually.HoldsAsync(async () =>
    {
        if (await condition()) return true;
        time.Advance(step ?? TimeSpan.FromSeconds(1));
        return false;
    });

    private static async Task CorrectAsync(ServedCsms csms, int id, string kind, decimal gross) =>
        await PostAsync(csms, $"transactions/{id}/price-entries", JsonSerializer.Serialize(new { kind, gross, reason = "r" }));

    private static async Task<JsonElement> ReadAsync(ServedCsms csms, string payment) => (await csms.SendAsync("GET", $"/api/v1/payments/{payment}")).Json;

    private static (decimal Authorized, decimal Captured, decimal Refunded) Money(JsonElement payment) =>
        (payment.GetProperty("authorized").GetDecimal(), payment.GetProperty("captured").GetDecimal(), payment.GetProperty("refunded").GetDecimal());

    private static List<string> Moved(ServedCsms csms) =>
        [.. csms.Part<TestPaymentProvider>().Moved.Select(moved => FormattableString.Invariant($"{moved.Key} {moved.Value.Amount:0.##}")).Order(StringComparer.Ordinal)];

    private static Task<Answer> NoticeAsync(ServedCsms csms, string body, string? signature, string provider = "test") => csms.SendAsync(
        "POST", $"/api/v1/payment-notices/{provider}", body, token: "", with: request =>
        {
            if (signature is not null) request.Headers.Add("Payment-Signature", signature);
        });
}
