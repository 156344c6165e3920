using System.Text;
using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Ocpp.Tests.Payloads;

/// <summary>What products in the field send, as their makers' users reported it, and what becomes of it.</summary>
public sealed class ToleranceTests
{
    [Fact]
    public void A_meter_value_that_is_a_number_is_read_as_the_text_it_was_written_as()
    {
        var (request, findings) = Read<MeterValuesRequest>(
            """{"connectorId":1,"meterValue":[{"timestamp":"2026-03-01T12:00:00Z","sampledValue":[{"value":12.30},{"value":"7"},{"value":false}]}]}""");
        Assert.Equal(["12.30", "7", "false"], request.MeterValue[0].SampledValue.Select(sample => sample.Value));
        Assert.Equal(
            [("meterValue[0].sampledValue[0].value", FindingKind.ScalarAsText), ("meterValue[0].sampledValue[2].value", FindingKind.ScalarAsText)],
            findings.Select(finding => (finding.Path, finding.Kind)));
    }

    [Theory]
    [InlineData("1234.5", 1235)]
    [InlineData("1234.49", 1234)]
    [InlineData("-0.5", -1)]
    [InlineData("1.2345e3", 1235)]
    [InlineData("\"1234.5\"", 1235)]
    [InlineData("\"1234,5\"", 1235)]
    [InlineData("\" 1234 \"", 1234)]
    public void Watt_hours_with_a_fraction_are_rounded_so_that_no_stop_is_stranded(string meterStop, int wattHours)
    {
        var (request, findings) = Read<StopTransactionRequest>($$"""{"transactionId":1,"timestamp":"2026-03-01T12:00:00Z","meterStop":{{meterStop}}}""");
        Assert.Equal(wattHours, request.MeterStop);
        Assert.NotEmpty(findings);
    }

    [Theory]
    [InlineData("\"1,234.5\"")]
    [InlineData("\"1.234,5\"")]
    [InlineData("\"12 Wh\"")]
    [InlineData("\"0x10\"")]
    [InlineData("\"\"")]
    [InlineData("\"1e3\"")]
    public void What_could_be_two_numbers_is_none(string meterStop)
    {
        var json = $$"""{"transactionId":1,"timestamp":"2026-03-01T12:00:00Z","meterStop":{{meterStop}}}""";
        Assert.Equal(RpcErrorCode.TypeConstraintViolation, Assert.Throws<OcppViolationException>(() => Read<StopTransactionRequest>(json)).Code);
    }

    [Fact]
    public void Nulls_are_left_out_and_a_name_in_the_wrong_case_is_the_field()
    {
        var (request, findings) = Read<StopTransactionRequest>(
            """{"transactionId":1,"timestamp":"2026-03-01T12:00:00Z","meterStop":1,"idTag":null,"transactionData":null,"Reason":"powerloss"}""");
        Assert.Null(request.IdTag);
        Assert.Null(request.TransactionData);
        Assert.True(request.Reason == Reason.PowerLoss);
        Assert.Equal([FindingKind.NullField, FindingKind.NullField, FindingKind.FieldNameCase, FindingKind.ValueCase], findings.Select(finding => finding.Kind));
    }

    [Fact]
    public void A_name_in_two_cases_is_the_same_name_twice() =>
        Assert.Equal(RpcErrorCode.FormationViolation, Assert.Throws<OcppViolationException>(() => Read<AuthorizeRequest>("""{"idTag":"A","IdTag":"B"}""")).Code);

    [Fact]
    public void A_unit_that_the_standard_does_not_know_is_kept_and_sent_on()
    {
        var json = """{"connectorId":1,"meterValue":[{"timestamp":"2026-03-01T12:00:00Z","sampledValue":[{"value":"50","measurand":"Frequency","unit":"Hertz"}]}]}""";
        var (request, findings) = Read<MeterValuesRequest>(json);
        Assert.Equal("Hertz", request.MeterValue[0].SampledValue[0].Unit!.Value.Text);
        Assert.Equal(FindingKind.UnknownValue, Assert.Single(findings).Kind);
        Assert.Equal(json, PayloadJson.ToText(MeterValuesRequest.Shape, request));
    }

    [Fact]
    public void A_serial_number_of_33_characters_does_not_keep_a_station_out()
    {
        var serial = new string('3', 33);
        var (request, findings) = Read<BootNotificationRequest>($$"""{"chargePointVendor":"V","chargePointModel":"M","chargeBoxSerialNumber":"{{serial}}"}""");
        Assert.Equal(serial, request.ChargeBoxSerialNumber);
        Assert.Equal(("chargeBoxSerialNumber", FindingKind.TooLong), (Assert.Single(findings).Path, findings[0].Kind));
    }

    [Fact]
    public void Lengths_count_characters_and_not_their_code_units_or_bytes()
    {
        var twenty = string.Concat(Enumerable.Repeat("😀", 20));
        Assert.Equal(twenty, ((AuthorizeRequest)AuthorizeRequest.Shape.Read(Encoding.UTF8.GetBytes($$"""{"idTag":"{{twenty}}"}"""), ReadMode.Strict)).IdTag);
        Assert.Throws<OcppViolationException>(() => AuthorizeRequest.Shape.Read(Encoding.UTF8.GetBytes($$"""{"idTag":"{{twenty}}x"}"""), ReadMode.Strict));
    }

    [Fact]
    public void Escapes_in_names_and_values_are_no_deviation()
    {
        var (request, findings) = Read<ResetRequest>("{\"\\u0074ype\":\"H\\u0061rd\"}");
        Assert.True(request.Type == ResetType.Hard);
        Assert.Empty(findings);
    }

    [Theory]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"idTag\":\"\\ud800\"}")]
    [InlineData("{\"idTag\":\"A\",\"x\":{\"\\udc00\":1}}")]
    public void An_escape_that_is_no_character_is_refused(string json) =>
        Assert.Equal(RpcErrorCode.FormationViolation, Assert.Throws<OcppViolationException>(() => Read<AuthorizeRequest>(json)).Code);

    [Fact]
    public void Unknown_fields_are_passed_over_up_to_a_limit()
    {
        static string With(int count) => $$"""{"idTag":"A",{{string.Join(',', Enumerable.Range(0, count).Select(i => $"\"x{i}\":{{\"a\":[{i}]}}"))}}}""";
        var (request, findings) = Read<AuthorizeRequest>(With(PayloadLimits.MaxUnknownFields));
        Assert.Equal("A", request.IdTag);
        Assert.Equal(PayloadLimits.MaxUnknownFields, findings.Count);
        Assert.Throws<OcppViolationException>(() => Read<AuthorizeRequest>(With(PayloadLimits.MaxUnknownFields + 1)));
    }

    [Fact]
    public void A_list_is_read_up_to_a_limit_of_elements()
    {
        static string With(int count) => $$"""{"key":[{{string.Join(',', Enumerable.Repeat("\"k\"", count))}}]}""";
        Assert.Equal(PayloadLimits.MaxElements, Read<GetConfigurationRequest>(With(PayloadLimits.MaxElements)).Request.Key!.Count);
        var violation = Assert.Throws<OcppViolationException>(() => Read<GetConfigurationRequest>(With(PayloadLimits.MaxElements + 1)));
        Assert.Equal(RpcErrorCode.OccurenceConstraintViolation, violation.Code);
    }

    [Fact]
    public void More_deviations_than_anyone_reads_are_not_written_down()
    {
        var samples = string.Join(',', Enumerable.Repeat("{\"value\":1}", 1000));
        var (request, findings) = Read<MeterValuesRequest>($$"""{"connectorId":1,"meterValue":[{"timestamp":"2026-03-01T12:00:00Z","sampledValue":[{{samples}}]}]}""");
        Assert.Equal(1000, request.MeterValue[0].SampledValue.Count);
        Assert.Equal(PayloadReader.MostFindings, findings.Count);
    }

    [Fact]
    public void Every_deviation_has_its_line_in_the_documentation()
    {
        var page = File.ReadAllText(Path.Combine(Folder(), "docs", "protocol.md"));
        Assert.All(Enum.GetNames<FindingKind>(), kind => Assert.Contains($"`{kind}`", page, StringComparison.Ordinal));

        static string Folder()
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "Ampwright.slnx"))) folder = Path.GetDirectoryName(folder)!;
            return folder;
        }
    }

    private static (T Request, List<Finding> Findings) Read<T>(string json)
    {
        var shape = Payload.All.Single(payload => payload.Shape.Type == typeof(T)).Shape;
        var findings = new List<Finding>();
        return ((T)shape.Read(Encoding.UTF8.GetBytes(json), ReadMode.Tolerant, findings), findings);
    }
}
