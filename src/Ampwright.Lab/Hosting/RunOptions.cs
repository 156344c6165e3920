using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ampwright.Lab.Declaration;
using Ampwright.Lab.Runs;
using Ampwright.Lab.Wire;

namespace Ampwright.Lab.Hosting;

/// <summary>Options that the verbs of both sides have.</summary>
internal static class RunOptions
{
    private static readonly JsonSerializerOptions Strictly = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    public static Option<string?> Holder() => new("--holder") { Description = "who declares, where it is somebody else than in the declaration" };

    public static Option<string?> Product() => new("--product") { Description = "what is declared, where it is something else than in the declaration" };

    /// <summary>The declaration, of somebody else's product where that is said.</summary>
    public static Pics ReadPics(ParseResult parsed, Option<string> pics, Option<string?> holder, Option<string?> product)
    {
        var read = PicsReader.Read(parsed.GetValue(pics)!);
        return read with { Holder = parsed.GetValue(holder) ?? read.Holder, Product = parsed.GetValue(product) ?? read.Product };
    }

    public static Option<string> Revision() => new("--revision")
    {
        Description = "revision of the test cases: 2024-04 or 2025-11",
        DefaultValueFactory = _ => "2025-11",
    };

    public static Option<string[]> Only() => new("--only") { Description = "ids of the cases to run", AllowMultipleArgumentsPerToken = true };

    public static Option<string[]> Profiles() => new("--profile") { Description = "profiles whose cases to run", AllowMultipleArgumentsPerToken = true };

    public static Option<int> Repeat() => new("--repeat") { Description = "run each case so many times; the worst counts", DefaultValueFactory = _ => 1 };

    public static Option<string> Report() => new("--report") { Description = "folder for report, trace and results", DefaultValueFactory = _ => "lab-report" };

    public static Option<bool> Resume() => new("--resume") { Description = "keep the cases that passed in an interrupted run of that folder" };

    public static Option<int> Connected()
    {
        var option = new Option<int>("--security-profile")
        {
            Description = "the security profile by which the system comes at first, 0 to 3; from 1 on the run goes up to those declared above it",
            DefaultValueFactory = _ => 0,
        };
        option.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is < 0 or > 3) given.AddError("--security-profile wants 0, 1, 2 or 3.");
        });
        return option;
    }

    public static Option<string?> PasswordFile(string whose) => new("--password-file") { Description = $"file with {whose}: 32 to 40 hexadecimal digits are bytes, anything else is text" };

    public static Option<string> Authority() => new("--authority")
    {
        Description = "folder of the lab's certificate authority, made there at first; the system under test is told to trust its root.pem",
        DefaultValueFactory = _ => "lab-authority",
    };

    /// <summary>The bytes of a password; null without a file.</summary>
    /// <exception cref="LabException">It cannot be read, or the profile needs one.</exception>
    public static byte[]? ReadPassword(string? file, int connected)
    {
        if (ReadLine(file) is { } text)
        {
            var password = Credentials.PasswordOf(text);
            if (password.Length is < 16 or > 20) throw new LabException($"The password in {file} has {password.Length} bytes; an AuthorizationKey has 16 to 20 (whitepaper A00.FR.205).");
            return password;
        }
        return connected is 1 or 2 ? throw new LabException($"Security profile {connected} wants --password-file: by it the station proves itself.") : null;
    }

    /// <summary>A file's content without white space around it; null without a file.</summary>
    public static string? ReadLine(string? file)
    {
        if (file is null) return null;
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (IOException missing)
        {
            throw new LabException($"{file} cannot be read: {missing.Message}", missing);
        }
    }

    /// <summary>The certificates of a PEM file; none without a file.</summary>
    public static IReadOnlyList<X509Certificate2> ReadCertificates(string? file)
    {
        if (ReadLine(file) is not { } text) return [];
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(text);
            return certificates.Count > 0 ? [.. certificates] : throw new LabException($"{file} holds no certificate.");
        }
        catch (CryptographicException wrong)
        {
            throw new LabException($"{file} cannot be read as PEM: {wrong.Message}", wrong);
        }
    }

    public static RunSettings ReadSettings(string? file)
    {
        if (file is null) return new RunSettings();
        try
        {
            return JsonSerializer.Deserialize<RunSettings>(File.ReadAllText(file), Strictly) ?? new RunSettings();
        }
        catch (Exception wrong) when (wrong is IOException or JsonException)
        {
            throw new LabException($"The settings in {file} cannot be read: {wrong.Message} See docs/lab.md for what they may hold.", wrong);
        }
    }
}
