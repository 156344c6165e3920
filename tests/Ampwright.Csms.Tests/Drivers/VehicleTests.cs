using Ampwright.Csms.Tests.Hosting;
using static Ampwright.Csms.Tests.Prices.PriceWorld;

namespace Ampwright.Csms.Tests.Drivers;

public sealed class VehicleTests
{
    private const string Zoe = """{"name":"Zoe","plate":"B-AB 123E","batteryKwh":52.5,"maxCurrentA":32,"phases":3,"note":"blue"}""";

    [Fact]
    public async Task A_vehicle_is_added_read_changed_and_goes_with_its_driver()
    {
        await using var csms = await ServedCsms.StartAsync();
        await PostAsync(csms, "drivers", """{"name":"Ann"}""");
        await PostAsync(csms, "drivers", """{"name":"Bob"}""");

        var added = await csms.SendAsync("POST", "/api/v1/drivers/1/vehicles", Zoe);
        Assert.Equal((201, "/api/v1/drivers/1/vehicles/1"), (added.Code, added.Headers["Location"]));
        await PostAsync(csms, "drivers/1/vehicles", """{"name":"Leaf"}""");
        var read = await csms.SendAsync("GET", "/api/v1/drivers/1/vehicles/1");
        Assert.Equal(("Zoe", 52.5m, 32, 3), (read.Json.GetProperty("name").GetString(), read.Json.GetProperty("batteryKwh").GetDecimal(), read.Json.GetProperty("maxCurrentA").GetInt32(), read.Json.GetProperty("phases").GetInt32()));
        Assert.Equal(2, (await csms.SendAsync("GET", "/api/v1/drivers/1/vehicles")).Json.GetProperty("items").GetArrayLength());

        void If(HttpRequestMessage request) => request.Headers.TryAddWithoutValidation("If-Match", read.Headers["ETag"]);
        Assert.Equal(200, (await csms.SendAsync("PUT", "/api/v1/drivers/1/vehicles/1", """{"name":"Zoe"}""", with: If)).Code);
        (await csms.SendAsync("PUT", "/api/v1/drivers/1/vehicles/1", """{"name":"Zoe"}""", with: If)).Problem(412);
        // It is another's of nobody else.
        Assert.Equal("vehicle-unknown", (await csms.SendAsync("GET", "/api/v1/drivers/2/vehicles/1")).Problem(404).GetProperty("code").GetString());
        (await csms.SendAsync("PUT", "/api/v1/drivers/2/vehicles/1", Zoe)).Problem(404);
        (await csms.SendAsync("DELETE", "/api/v1/drivers/2/vehicles/1")).Problem(404);
        Assert.Equal(204, (await csms.SendAsync("DELETE", "/api/v1/drivers/1/vehicles/1")).Code);
        Assert.Equal("Leaf", (await csms.SendAsync("GET", "/api/v1/drivers/1/vehicles")).Json.GetProperty("items")[0].GetProperty("name").GetString());

        Assert.Equal(204, (await csms.SendAsync("DELETE", "/api/v1/drivers/1")).Code);
        Assert.Equal("driver-unknown", (await csms.SendAsync("GET", "/api/v1/drivers/1/vehicles")).Problem(404).GetProperty("code").GetString());
        (await csms.SendAsync("POST", "/api/v1/drivers/1/vehicles", Zoe)).Problem(404);
        var audit = (await csms.SendAsync("GET", "/api/v1/audit")).Text;
        Assert.Contains("vehicle.change", audit, StringComparison.Ordinal);
        Assert.DoesNotContain("B-AB 123E", audit, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"name":"Z","batteryKwh":0}""", "batteryKwh")]
    [InlineData("""{"name":"Z","maxCurrentA":501}""", "maxCurrentA")]
    [InlineData("""{"name":"Z","phases":4}""", "phases")]
    [InlineData("""{"name":"Z","plate":"012345678901234567890"}""", "plate")]
    public async Task What_no_vehicle_can_be_is_refused_by_its_field(string body, string field)
    {
        await using var csms = await ServedCsms.StartAsync();
        await PostAsync(csms, "drivers", """{"name":"Ann"}""");

        Assert.Equal([field], (await csms.SendAsync("POST", "/api/v1/drivers/1/vehicles", body)).Problem(422).GetProperty("errors").EnumerateObject().Select(fault => fault.Name));
    }
}
