using System.Text;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Ocpp.Tests.Payloads;

public sealed class FaultTests
{
    public static TheoryData<string> Payloads => Payload.Names;

    [Fact]
    public void The_78_payloads_yield_2746_single_faults()
    {
        // A new message, field or kind of fault changes this number: look at the difference and write down the new one.
        Assert.Equal(78, Payload.All.Count);
        Assert.Equal(2746, Payload.All.Sum(payload => Faults.Of(payload.Shape).Count()));
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void The_payload_the_faults_are_made_of_is_read_without_a_finding(string name)
    {
        var shape = Payload.Find(name).Shape;
        var json = Encoding.UTF8.GetBytes(Instances.Full(shape).ToString());
        var findings = new List<Finding>();
        shape.Read(json, ReadMode.Strict);
        shape.Read(json, ReadMode.Tolerant, findings);
        Assert.Empty(findings);
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Strict_reading_gives_every_single_fault_its_code_and_its_place(string name)
    {
        var shape = Payload.Find(name).Shape;
        var wrong = new List<string>();
        foreach (var fault in Faults.Of(shape))
        {
            var got = Try(shape, fault, ReadMode.Strict, []);
            var due = $"{fault.Strict} at '{fault.Path}'";
            if (got != due) wrong.Add($"{fault.What}: {due} is due, got {got}: {Shown(fault)}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Tolerant_reading_reads_what_products_do_wrong_with_one_finding_and_gives_the_same_code_for_the_rest(string name)
    {
        var shape = Payload.Find(name).Shape;
        var wrong = new List<string>();
        foreach (var fault in Faults.Of(shape))
        {
            var findings = new List<Finding>();
            var got = Try(shape, fault, ReadMode.Tolerant, findings);
            if (got == "read") got += " with " + string.Join(" and ", findings.Select(finding => $"{finding.Kind} at '{finding.Path}'"));
            var due = fault.Tolerated is { } kind ? $"read with {kind} at '{fault.Path}'" : $"{fault.Strict} at '{fault.Path}'";
            if (got != due) wrong.Add($"{fault.What}: {due} is due, got {got}: {Shown(fault)}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void What_tolerant_reading_read_is_written_so_that_strict_reading_takes_it_or_names_the_value_that_was_kept(string name)
    {
        var shape = Payload.Find(name).Shape;
        foreach (var fault in Faults.Of(shape).Where(fault => fault.Tolerated is not null))
        {
            var written = PayloadJson.ToUtf8(shape, shape.Read(Encoding.UTF8.GetBytes(fault.Json), ReadMode.Tolerant));
            var keeps = fault.Tolerated is FindingKind.UnknownValue or FindingKind.TooLong;
            if (keeps) Assert.Equal(RpcErrorCode.PropertyConstraintViolation, Assert.Throws<OcppViolationException>(() => shape.Read(written, ReadMode.Strict)).Code);
            else shape.Read(written, ReadMode.Strict);
        }
    }

    private static string Try(PayloadShape shape, Fault fault, ReadMode mode, List<Finding> findings)
    {
        try
        {
            shape.Read(Encoding.UTF8.GetBytes(fault.Json), mode, findings);
            return "read";
        }
        catch (OcppViolationException violation)
        {
            return $"{violation.Code} at '{violation.Path}'";
        }
    }

    private static string Shown(Fault fault) => fault.Json.Length <= 400 ? fault.Json : fault.Json[..400] + "…";
}
