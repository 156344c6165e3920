using Ampwright.Lab.Runs;
using Ampwright.Lab.Tests.Cases;
using Ampwright.Lab.Tests.Peers;
using Ampwright.Lab.Traces;

namespace Ampwright.Lab.Tests.Traces;

public sealed class SecretsTests
{
    private const string Key = "0123456789ABCDEF0123456789ABCDEF";

    [Theory]
    [InlineData($$"""[2,"1","ChangeConfiguration",{"value":"{{Key}}","key":"AuthorizationKey"}]""")]
    [InlineData($$"""[3,"1",{"configurationKey":[{"key":"HeartbeatInterval","readonly":false,"value":"5"},{"key":"AuthorizationKey","readonly":false,"value":"{{Key}}"}]}]""")]
    public void The_value_of_an_AuthorizationKey_that_was_seen_stands_nowhere_any_more(string frame)
    {
        var secrets = new Secrets();
        secrets.Learn(frame);
        Assert.DoesNotContain(Key, secrets.Masked(frame), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("instead came ***", secrets.Masked($"instead came {Key.ToLowerInvariant()}"));
        Assert.Contains("key", secrets.Masked(frame));
    }

    [Fact]
    public void A_password_of_the_run_is_hidden_in_each_way_of_writing_it_and_the_key_of_the_cases_is_not()
    {
        var secrets = new Secrets();
        secrets.Hide("pass word + 16 bytes"u8.ToArray());
        Assert.Equal("*** *** ***", secrets.Masked("pass word + 16 bytes 7061737320776F7264202B203136206279746573 pass%20word%20%2B%2016%20bytes"));
        secrets.Learn($$"""[2,"1","ChangeConfiguration",{"key":"AuthorizationKey","value":"{{Secrets.TestKey}}"}]""");
        Assert.Equal(Secrets.TestKey, secrets.Masked(Secrets.TestKey));
    }

    [Fact]
    public void A_password_that_is_put_back_is_neither_in_the_trace_nor_in_what_the_case_says_when_nobody_answers()
    {
        var trace = new StringWriter();
        var result = StationTrial.Run("TC_073_CS", Lie.Silent("ChangeConfiguration").From(2), trace: trace);
        Assert.Equal(Verdict.Fail, result.Verdict);
        Assert.Contains("***", result.Expected);
        Assert.DoesNotContain(Convert.ToHexString("sixteen-bytes-it"u8), trace + result.Expected + string.Concat(result.Steps.Select(step => step.Text)), StringComparison.OrdinalIgnoreCase);
    }
}
