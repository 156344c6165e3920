using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestFramework(typeof(Ampwright.Csms.Tests.Storage.OnBothDatabases))]

namespace Ampwright.Csms.Tests.Storage;

/// <summary>
/// With AMPWRIGHT_TEST_POSTGRES=1, as ./test says, every test runs twice, on SQLite and on PostgreSQL, unless its class is marked
/// <see cref="OnceAttribute"/>; without, only those of the store itself do. The fixtures ask <see cref="TestDatabases"/> which run it is.
/// <c>--filter-trait database=PostgreSQL</c> and <c>--filter-not-trait</c> choose one.
/// </summary>
public sealed class OnBothDatabases(string? configFileName) : XunitTestFramework(configFileName)
{
    public const string Trait = "database";

    private static readonly bool Everywhere = Environment.GetEnvironmentVariable("AMPWRIGHT_TEST_POSTGRES") == "1";
    private readonly string? _configFileName = configFileName;

    public OnBothDatabases()
        : this(configFileName: null)
    {
    }

    protected override ITestFrameworkDiscoverer CreateDiscoverer(Assembly assembly) =>
        new Discoverer(new XunitTestAssembly(assembly, _configFileName, assembly.GetName().Version));

    private sealed class Discoverer(IXunitTestAssembly assembly) : XunitTestFrameworkDiscoverer(assembly)
    {
        protected override ValueTask<bool> FindTestsForMethod(
            IXunitTestMethod testMethod, ITestFrameworkDiscoveryOptions discoveryOptions, Func<ITestCase, ValueTask<bool>> discoveryCallback) =>
            base.FindTestsForMethod(testMethod, discoveryOptions, async test =>
                await discoveryCallback(test)
                && (!RunsTwice(testMethod.TestClass.Class) || test is not XunitTestCase once || await discoveryCallback(Again(once))));

        private static bool RunsTwice(Type tests) => tests == typeof(DatabaseTests) || (Everywhere && !tests.IsDefined(typeof(OnceAttribute), inherit: true));

        private static XunitTestCase Again(XunitTestCase test)
        {
            var name = $"{test.TestCaseDisplayName} [PostgreSQL]";
            var traits = test.Traits.ToDictionary(trait => trait.Key, trait => trait.Value.ToHashSet());
            traits[Trait] = ["PostgreSQL"];
            return test is XunitDelayEnumeratedTheoryTestCase theory
                ? new XunitDelayEnumeratedTheoryTestCase(
                    test.TestMethod, name, $"{test.UniqueID}-postgres", test.Explicit, theory.SkipTestWithoutData, test.SkipExceptions, test.SkipReason, test.SkipType, test.SkipUnless,
                    test.SkipWhen, traits, test.SourceFilePath, test.SourceLineNumber, test.Timeout)
                : new XunitTestCase(
                    test.TestMethod, name, $"{test.UniqueID}-postgres", test.Explicit, test.SkipExceptions, test.SkipReason, test.SkipType, test.SkipUnless,
                    test.SkipWhen, traits, test.TestMethodArguments, test.SourceFilePath, test.SourceLineNumber, test.Timeout);
        }
    }
}
