using Microsoft.Extensions.Configuration.Json;
using Slo.Hosting.Configuration;
using Xunit;
using static Slo.Hosting.Tests.Configuration.ConfigurationFile;

namespace Slo.Hosting.Tests.Configuration;

public sealed class FollowedFileTests
{
    // Otherwise it would be read every two seconds for ever.
    [Fact]
    public void Check_OfAProviderThatTellsOfNoReload_ReadsEachChangeOnce()
    {
        using ConfigurationFile file = new(Objective("checkout", 99));
        using BlindFileProvider files = new(Path.GetDirectoryName(file.FullName)!);
        using SilentProvider provider = new(new() { Path = Path.GetFileName(file.FullName), FileProvider = files, ReloadOnChange = true });
        using FollowedFile followed = new(provider, () => { });

        for (var change = 1; change <= 2; change++)
        {
            file.Write(Objective("checkout", 99 - change));
            for (var look = 0; look < 5; look++)
            {
                followed.Check();
            }

            Assert.Equal(change, provider.Loads);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void File_RepairedAfterItsProviderReadOrFailed_IsUnreadUntilItIsRead(bool isOptional)
    {
        using ConfigurationFile file = new(Objective("checkout", 99));
        using BlindFileProvider files = new(Path.GetDirectoryName(file.FullName)!);
        using JsonConfigurationProvider provider = new(
            new() { Path = Path.GetFileName(file.FullName), FileProvider = files, ReloadOnChange = true, Optional = isOptional });
        using FollowedFile followed = new(provider, () => { });
        file.Delete();
        Assert.Equal(isOptional ? null : typeof(FileNotFoundException), Record.Exception(provider.Load)?.GetType());
        Assert.True(followed.LookForProblem() is { Problem: not null, IsUnread: false });

        file.Mend(Objective("checkout", 95));
        Assert.True(followed.LookForProblem().IsUnread);

        // A check reads what the one before found too.
        followed.Check();
        followed.Check();
        Assert.True(followed.LookForProblem() is { Problem: null, IsUnread: false });
    }

    private sealed class SilentProvider(JsonConfigurationSource source) : JsonConfigurationProvider(source)
    {
        internal int Loads { get; private set; }

        public override void Load()
        {
            Loads++;
            using Stream stream = Source.FileProvider!.GetFileInfo(Source.Path!).CreateReadStream();
            Load(stream);
        }
    }
}
