using System.Globalization;
using System.Text;
using Ampwright.Ocpp.Messages.SmartCharging;
using Ampwright.Ocpp.Payloads;

namespace Ampwright.Ocpp.Tests.Payloads;

/// <summary>Limits have at most one decimal, exactly: binary floating point refuses 8.1, 21.4 and a third of the others.</summary>
public sealed class DecimalTests
{
    private static readonly PayloadShape Period = ChargingSchedulePeriod.Shape;

    [Fact]
    public void Every_value_with_one_decimal_up_to_400_is_read_strictly_exactly_and_written_as_it_came()
    {
        for (var tenths = 0; tenths <= 4000; tenths++)
        {
            var literal = (tenths / 10m).ToString("0.0", CultureInfo.InvariantCulture);
            var read = Read(literal, ReadMode.Strict);
            Assert.Equal(tenths, read.Limit * 10);
            Assert.Equal($$"""{"startPeriod":0,"limit":{{literal}}}""", PayloadJson.ToText(Period, read));
        }
    }

    [Theory]
    [InlineData("16", "16")]
    [InlineData("16.10", "16.1")]
    [InlineData("1.6e1", "16")]
    [InlineData("-0.1", "-0.1")]
    [InlineData("0", "0")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    public void A_number_is_what_it_is_however_it_is_written(string literal, string value) =>
        Assert.Equal(decimal.Parse(value, CultureInfo.InvariantCulture), Read(literal, ReadMode.Strict).Limit);

    [Theory]
    [InlineData("8.15", "8.15", "8.2")]
    [InlineData("8.14", "8.14", "8.1")]
    [InlineData("-8.15", "-8.15", "-8.2")]
    [InlineData("16.000001", "16.000001", "16.0")]
    public void More_decimals_are_kept_tolerantly_and_sent_rounded_to_one(string literal, string kept, string sent)
    {
        var findings = new List<Finding>();
        var read = Read(literal, ReadMode.Tolerant, findings);
        Assert.Equal(decimal.Parse(kept, CultureInfo.InvariantCulture), read.Limit);
        Assert.Equal(FindingKind.TooManyDecimals, Assert.Single(findings).Kind);
        Assert.Equal($$"""{"startPeriod":0,"limit":{{sent}}}""", PayloadJson.ToText(Period, read));
    }

    private static ChargingSchedulePeriod Read(string limit, ReadMode mode, List<Finding>? findings = null) =>
        (ChargingSchedulePeriod)Period.Read(Encoding.UTF8.GetBytes($$"""{"startPeriod":0,"limit":{{limit}}}"""), mode, findings);
}
