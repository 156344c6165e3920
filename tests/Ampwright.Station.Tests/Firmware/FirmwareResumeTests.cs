using Ampwright.Station.Files;
using Ampwright.Station.Simulation;

namespace Ampwright.Station.Tests.Firmware;

/// <summary>The power goes in the middle of a download.</summary>
public sealed class FirmwareResumeTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_download_goes_on_after_a_power_cut_with_what_the_disk_has(int seed)
    {
        await using var world = await BrokenOffAsync(seed);
        world.Until("Installing");
        world.Reboot();
        var second = world.Server.Requests.ElementAt(1);
        Assert.StartsWith("GET /image.bin bytes=", second, StringComparison.Ordinal);
        Assert.InRange(int.Parse(second["GET /image.bin bytes=".Length..^1]), DownloadMemory.Step, world.Image.Length / 2);
        Assert.Equal("0.2.0", world.Version);
        // Told before and after the cut; once more where the cut took away that the first had been heard.
        Assert.InRange(world.Told.Count(status => status == "Downloading"), 2, 3);
        Assert.Equal(["Downloading", "Downloaded", "Installing", "Installed"], world.Told.Distinct());
    }

    [Theory]
    [InlineData("another file")]
    [InlineData("no ranges")]
    [InlineData("another order")]
    public async Task Where_there_is_nothing_to_go_on_from_it_begins_anew(string why)
    {
        await using var world = await BrokenOffAsync(seed: 1, server =>
        {
            if (why == "another file") (server.Files["/image.bin"], server.Version) = (Image("0.3.0"), "\"two\"");
            if (why == "no ranges") server.HasRanges = false;
            if (why != "another order") return;
            server.Files["/other.bin"] = Image("0.3.0");
        }, why == "another order" ? "other.bin" : null);
        world.Until("Installing");
        world.Reboot();
        Assert.Equal(why == "no ranges" ? "0.2.0" : "0.3.0", world.Version);
        if (why == "another order") Assert.Equal("GET /other.bin", world.Server.Requests.Last());
    }

    private static byte[] Image(string version) => SimulatedImage.Make("Ampwright", "Two Sockets 22", version, new byte[1_500_000]);

    /// <summary>Half of the image was there when the power went; the station is back.</summary>
    private static async Task<FirmwareWorld> BrokenOffAsync(int seed, Action<Files.WebServer>? meanwhile = null, string? ordersNext = null)
    {
        var world = await FirmwareWorld.StartAsync(length: 1_500_000);
        var hold = new TaskCompletionSource();
        world.Server.Hold = hold.Task;
        world.Order(retries: 3);
        world.Test.Until(() => world.Update.Mark is { Length: > 500_000 });
        world.Server.Hold = null;
        meanwhile?.Invoke(world.Server);
        if (ordersNext is not null) world.Server.Refuse = context => context.Request.Path == "/image.bin" ? 503 : null;
        world.CutPower(seed);
        if (ordersNext is not null) world.Order(ordersNext);
        hold.SetResult();
        return world;
    }
}
