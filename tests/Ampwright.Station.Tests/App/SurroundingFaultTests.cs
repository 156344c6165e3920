using System.Text.Json.Nodes;
using Ampwright.TestKit;

namespace Ampwright.Station.Tests.App;

/// <summary>The host's clock, the meters and the disk, as the control API spoils them.</summary>
public sealed class SurroundingFaultTests
{
    [Fact]
    public async Task The_hosts_clock_is_set_forward_and_back_and_nothing_that_runs_notices()
    {
        await using var fleet = await RunningFleet.StartAsync();
        var (status, ahead) = await fleet.PostAsync("/api/station/clock", """{"jumpSeconds":86400}""");
        Assert.Equal((200, 86_400), (status, (int)ahead["hostClockOffsetSeconds"]!));
        Assert.InRange((DateTimeOffset)ahead["hostTime"]! - TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(23.9), TimeSpan.FromHours(24.1));
        Assert.Equal(("Available", 1), ((string?)ahead["connectors"]![0]!["status"], (int)ahead["boot"]!));

        await fleet.PostAsync("/api/station/connectors/1/plug", "{}");
        await Eventually.HoldsAsync(async () => await StatusAsync(fleet) == "Preparing", "the car is seen, stamped a day ahead");
        var (_, back) = await fleet.PostAsync("/api/station/clock", """{"jumpSeconds":-86400}""");
        Assert.Equal(0, (int)back["hostClockOffsetSeconds"]!);
    }

    [Fact]
    public async Task A_meter_is_set_and_keeps_its_new_value_over_a_power_cut()
    {
        await using var fleet = await RunningFleet.StartAsync();
        Assert.Equal(123_456, Register((await fleet.PostAsync("/api/station/connectors/2/meter", """{"registerWh":123456}""")).Body, 2));
        Assert.Equal(7, Register((await fleet.PostAsync("/api/station/connectors/2/meter", """{"registerWh":7}""")).Body, 2));
        await fleet.PostAsync("/api/station/power", """{"cut":"sudden"}""");
        await fleet.PostAsync("/api/station/power", """{"restore":true}""");
        await Eventually.HoldsAsync(async () => (int?)(await fleet.StateAsync())["boot"] == 2, "the second life has begun");
        Assert.Equal(7, Register(await fleet.StateAsync(), 2));
    }

    [Fact]
    public async Task A_meter_is_stalled_and_freed_and_shows_it()
    {
        await using var fleet = await RunningFleet.StartAsync();
        Assert.Equal([true, false], (await fleet.PostAsync("/api/station/connectors/1/meter", """{"stalls":true}""")).Body["connectors"]!.AsArray()
            .Select(connector => (bool)connector!["meter"]!["stalled"]!));
        Assert.False((bool)(await fleet.PostAsync("/api/station/connectors/1/meter", """{"stalls":false}""")).Body["connectors"]![0]!["meter"]!["stalled"]!);
    }

    [Fact]
    public async Task One_failed_disk_call_costs_nothing()
    {
        await using var fleet = await RunningFleet.StartAsync();
        var (_, failing) = await fleet.PostAsync("/api/station/storage", """{"fail":"io","calls":1}""");
        Assert.Equal(("io", 1), ((string?)failing["storage"]!["fails"], (int)failing["storage"]!["callsLeft"]!));
        await fleet.PostAsync("/api/station/tamper", "{}");
        await Eventually.HoldsAsync(async () => (await fleet.StateAsync())["storage"] is null, "the call has failed");
        await Eventually.HoldsAsync(async () => !(bool)(await fleet.StateAsync())["journal"]!["failed"]!, "the journal is written anew");
        var state = await fleet.StateAsync();
        Assert.Equal(1, (int)state["boot"]!);
        Assert.True((long)state["journal"]!["records"]! > 0 && (long)state["journal"]!["bytes"]! > 0, state["journal"]!.ToJsonString());
    }

    [Fact]
    public async Task A_full_disk_ends_the_life_and_the_next_one_begins_once_there_is_space()
    {
        await using var fleet = await RunningFleet.StartAsync();
        await fleet.PostAsync("/api/station/storage", """{"fail":"noSpace"}""");
        await fleet.PostAsync("/api/station/tamper", "{}");
        await Eventually.HoldsAsync(
            async () => (await fleet.StateAsync())["trace"]!.AsArray().Any(line => ((string?)line!["text"])!.StartsWith("failed:", StringComparison.Ordinal)),
            "the life has ended");
        Assert.Equal(200, (await fleet.PostAsync("/api/station/storage", """{"clear":true}""")).Status);
        await Eventually.HoldsAsync(async () => (int?)(await fleet.StateAsync())["boot"] > 1 && await StatusAsync(fleet) == "Available", "the next life has begun");
        Assert.Equal(409, (await fleet.PostAsync("/api/station/storage", """{"clear":true}""")).Status);
    }

    [Fact]
    public async Task Who_holds_a_card_to_the_reader_is_told_why_it_was_refused()
    {
        await using var fleet = await RunningFleet.StartAsync();
        await fleet.PostAsync("/api/station/card", """{"uid":"04A1B2C3"}""");
        await Eventually.HoldsAsync(async () => (string?)(await fleet.StateAsync())["reader"] == "rejected", "the reader says no");
        Assert.Equal("the station was never accepted", (string?)(await fleet.StateAsync())["readerText"]);
        var queue = (await fleet.StateAsync())["queue"]!;
        Assert.Equal([0, 0, 0, 0], ((string[])["starts", "meterValues", "stops", "givenUp"]).Select(kind => (int)queue[kind]!));
    }

    [Theory]
    [InlineData("/api/station/clock", "{}", "jumpSeconds")]
    [InlineData("/api/station/clock", """{"jumpSeconds":1e12}""", "ten years")]
    [InlineData("/api/station/connectors/1/meter", "{}", "registerWh")]
    [InlineData("/api/station/connectors/1/meter", """{"registerWh":-1}""", "registerWh: 0 to")]
    [InlineData("/api/station/storage", "{}", "noSpace")]
    [InlineData("/api/station/storage", """{"fail":"io","calls":0}""", "calls: 1 to")]
    [InlineData("/api/station/storage", """{"clear":true,"calls":2}""", "only together")]
    [InlineData("/api/station/storage", """{"fail":"fire"}""", "fail (io or noSpace)")]
    public async Task What_makes_no_sense_is_answered_with_what_would(string path, string body, string named)
    {
        await using var fleet = await RunningFleet.StartAsync();
        var (status, problem) = await fleet.PostAsync(path, body);
        Assert.Equal(400, status);
        Assert.Contains(named, (string?)problem["detail"], StringComparison.Ordinal);
    }

    private static async Task<string?> StatusAsync(RunningFleet fleet) => (string?)(await fleet.StateAsync())["connectors"]![0]!["status"];

    private static long Register(JsonNode state, int connector) => (long)state["connectors"]![connector - 1]!["meter"]!["registerWh"]!;
}
