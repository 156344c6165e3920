using System.Text.Json.Nodes;

namespace Ampwright.Lab.Operation;

/// <summary>Asks a person at the desk of the CSMS under test to do it, and to read what it shows.</summary>
internal sealed class PromptCsmsOperator(Prompt prompt) : ICsmsOperator
{
    public Task RegisterAsync(int profile, string? password) => prompt.DoAsync(
        $"make the lab's station known, with security profile {profile}{(password is null ? "" : $" and the password {password}")}.");

    public Task SendAsync(string action, JsonObject payload) => prompt.DoAsync($"have the CSMS send {action} with {payload.ToJsonString()} to the lab's station.");

    public Task RaiseProfileAsync(int profile) => prompt.DoAsync($"have the CSMS raise the security profile of the lab's station to {profile}.");

    public Task AddTagAsync(string tag, string status, string? parent) =>
        prompt.DoAsync($"make the id tag {tag} known, {status}{(parent is null ? "" : $", with the parent {parent}")}.");

    public async Task<bool> ShowsAsync(CsmsRecord record, string key, IReadOnlyDictionary<string, string> values)
    {
        var wanted = values.Count == 0 ? "" : $" with {string.Join(", ", values.Select(value => $"{value.Key} {value.Value}"))}";
        while (true)
        {
            var answer = await prompt.AskAsync($"look whether the CSMS shows the {record} {key}{wanted}.", "Write y if it does, n if it does not");
            if (answer is "y" or "n") return answer == "y";
        }
    }
}
