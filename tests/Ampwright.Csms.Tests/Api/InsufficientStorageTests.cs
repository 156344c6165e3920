using System.Net;
using Ampwright.Csms.Storage.Postgres;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Csms.Tests.Storage;
using Ampwright.TestKit;
using Ampwright.TestKit.Programs;
using static Ampwright.Csms.Tests.Firmware.FirmwareWorld;

namespace Ampwright.Csms.Tests.Api;

/// <summary>What callers are told by HTTP when there is no room, of the data folder's disk and of the database's.</summary>
public sealed class InsufficientStorageTests
{
    [Fact]
    public async Task On_a_full_disk_writes_and_files_are_answered_507_nothing_is_half_stored_and_all_is_taken_once_there_is_room()
    {
        if (SmallDisk.WhyNot is { } reason) Assert.Skip(reason);
        using var disk = SmallDisk.InMemory(48);
        await using var csms = await ServedCsms.StartAsync(folder: disk.Path);
        await csms.RegisterAsync();
        await using var station = await csms.ConnectAsync();
        var (_, sent) = await AskAsync(csms, station, "log-uploads", """{"kind":"Diagnostics"}""", """{"fileName":"diag.zip"}""");
        var location = $"{sent.GetProperty("location").GetString()}diag.zip";

        disk.Fill();
        Assert.Equal("insufficient-storage", (await UploadAsync(csms)).Problem(507).GetProperty("code").GetString());
        Assert.Equal(507, (int)await PutAsync(csms, location, Image));
        Assert.Empty(Files(csms, "firmware"));
        Assert.Empty(Files(csms, "station-logs"));

        // PostgreSQL has its data elsewhere, and a server whose log finds no room ends itself: there it is said by the table.
        var address = csms.Options.Database as PostgresAddress;
        if (address is not null) await FullDatabase.FillAsync(csms.Database, address, "stations");
        List<string> stored = ["CP1"];
        Answer answer;
        while ((answer = await RegisterNextAsync()).Code == 201)
        {
            stored.Add($"NEW{stored.Count}");
            // What a checkpoint gave back is taken as well.
            disk.Fill();
        }
        var refused = answer.Problem(507);
        Assert.Equal("insufficient-storage", refused.GetProperty("code").GetString());
        Assert.StartsWith("Nothing was changed", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await Eventually.HoldsAsync(async () => (await csms.SendAsync("GET", "/health/ready", token: "")).Code == 503, "it says that it is not ready");
        Assert.Equal(stored.Order(StringComparer.Ordinal), (await StationsAsync(csms)).Order(StringComparer.Ordinal));

        disk.MakeRoom();
        FullDatabase.MakeRoom(address, "stations");
        await Eventually.HoldsAsync(async () => (await RegisterNextAsync()).Code == 201, "what was refused is taken");
        await Eventually.HoldsAsync(async () => (await csms.SendAsync("GET", "/health/ready", token: "")).Code == 200, "it is ready again");
        Assert.Equal(201, (await UploadAsync(csms)).Code);
        Assert.Equal(HttpStatusCode.Created, await PutAsync(csms, location, Image));
        Assert.Equal((1, 1), (Files(csms, "firmware").Length, Files(csms, "station-logs").Length));

        Task<Answer> RegisterNextAsync() => csms.RegisterAsync($"NEW{stored.Count}");
    }

    [Fact]
    public async Task A_file_for_whose_row_the_database_has_no_room_is_not_kept_either()
    {
        await using var csms = await ServedCsms.StartAsync();
        var address = csms.Options.Database as PostgresAddress;
        var taken = 0;
        if (address is not null) await FullDatabase.FillAsync(csms.Database, address, "firmware_files");
        Answer answer;
        do
        {
            // The pages that are there take some rows more.
            if (address is null) await FullDatabase.FillAsync(csms.Database, address, "firmware_files");
            answer = await UploadAsync(csms, $"name={new string('f', 80)}&version={new string('1', 50)}");
        }
        while (answer.Code == 201 && ++taken < 1000);

        answer.Problem(507);
        Assert.Equal(taken, Files(csms, "firmware").Length);
        FullDatabase.MakeRoom(address, "firmware_files");
        await Eventually.HoldsAsync(async () => (await UploadAsync(csms)).Code == 201, "it is taken once there is room");
        Assert.Equal(taken + 1, Files(csms, "firmware").Length);
    }

    private static string[] Files(ServedCsms csms, string folder) => Directory.GetFiles(Path.Combine(csms.Options.Data, folder));

    private static async Task<List<string>> StationsAsync(ServedCsms csms) =>
        [.. (await csms.SendAsync("GET", "/api/v1/stations?limit=500")).Json.GetProperty("items").EnumerateArray().Select(station => station.GetProperty("identity").GetString()!)];
}
