using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Slo.Testing;

/// <summary>What an assembly offers, as C#-like text: one line a member, in a stable order. What compilers add to records is left out.</summary>
public static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>All public types with their public and protected members.</summary>
    public static string Describe(Assembly assembly)
    {
        StringBuilder text = new();
        foreach (IGrouping<string?, Type> space in assembly.GetExportedTypes()
            .OrderBy(type => type.Namespace, StringComparer.Ordinal).ThenBy(type => type.FullName, StringComparer.Ordinal).GroupBy(type => type.Namespace))
        {
            text.Append(CultureInfo.InvariantCulture, $"namespace {space.Key}\n");
            foreach (Type type in space)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n{Head(type)}\n");
                foreach (var member in Members(type))
                {
                    text.Append(CultureInfo.InvariantCulture, $"    {member}\n");
                }
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Head(Type type)
    {
        var kind = type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : type.IsSubclassOf(typeof(Delegate)) ? "delegate"
            : (IsRecord(type), type.IsValueType) switch
            {
                (true, true) => "readonly record struct",
                (false, true) => type.IsDefined(typeof(IsReadOnlyAttribute), false) ? "readonly struct" : "struct",
                (true, false) => "record",
                _ => "class",
            };
        var modifier = type.IsValueType || type.IsInterface ? ""
            : type is { IsAbstract: true, IsSealed: true } ? "static "
            : type.IsSealed ? "sealed "
            : type.IsAbstract ? "abstract " : "";
        Type[] bases = [
            .. type.BaseType is { } basis && basis != typeof(object) && basis != typeof(ValueType) && basis != typeof(Enum) ? [basis] : Type.EmptyTypes,
            .. type.IsEnum ? Type.EmptyTypes : type.GetInterfaces().Where(face => face.IsPublic && !(IsRecord(type) && face.Name == "IEquatable`1")),
        ];
        var suffix = bases.Length == 0 ? "" : " : " + string.Join(", ", bases.Select(CSharpNames.Of));
        return $"{modifier}{kind} {CSharpNames.Of(type)}{suffix}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}");
        }

        var isSealed = type.IsSealed;
        return type.GetMembers(Declared)
            .Where(member => !member.Name.StartsWith('<') && member.Name != "EqualityContract" && !IsAddedByCompiler(member))
            .Select(member => member switch
            {
                ConstructorInfo constructor when IsVisible(constructor, isSealed) => Line(0, constructor, Constructor(constructor)),
                FieldInfo field when field.IsPublic || (field.IsFamily && !isSealed) => Line(1, field, Field(field)),
                PropertyInfo property when property.GetAccessors(true).Any(accessor => IsVisible(accessor, isSealed)) => Line(2, property, Property(property)),
                EventInfo raised when IsVisible(raised.AddMethod!, isSealed) => Line(3, raised, $"event {CSharpNames.Of(raised.EventHandlerType!)} {raised.Name};"),
                MethodInfo method when IsVisible(method, isSealed) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
                    => Line(4, method, Method(method)),
                _ => default,
            })
            .Where(line => line.Text is not null)
            .OrderBy(line => line.Order).ThenBy(line => line.Name, StringComparer.Ordinal).ThenBy(line => line.Text, StringComparer.Ordinal)
            .Select(line => line.Text!);
    }

    private static (int Order, string? Name, string? Text) Line(int order, MemberInfo member, string text) => (order, member.Name, text);

    private static bool IsRecord(Type type) =>
        type.GetMethod("<Clone>$") is not null || (type.IsValueType && type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null);

    private static bool IsVisible(MethodBase method, bool isSealed) => method.IsPublic || (!isSealed && (method.IsFamily || method.IsFamilyOrAssembly));

    private static bool IsAddedByCompiler(MemberInfo member) =>
        member is MethodBase { IsSpecialName: false } or MethodInfo { Name: "op_Equality" or "op_Inequality" } or ConstructorInfo
        && member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private static string Constructor(ConstructorInfo constructor) =>
        $"{Access(constructor)}{CSharpNames.Of(constructor.DeclaringType!)}({CSharpNames.Parameters(constructor)});";

    private static string Field(FieldInfo field)
    {
        var kind = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        var value = field.IsLiteral ? $" = {CSharpNames.Literal(field.GetRawConstantValue())}" : "";
        return $"{kind}{CSharpNames.Of(new NullabilityInfoContext().Create(field))} {field.Name}{value};";
    }

    private static string Property(PropertyInfo property)
    {
        MethodInfo any = property.GetAccessors(true)[0];
        var setter = property.SetMethod is not { IsPublic: true } set ? ""
            : set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;";
        var name = property.GetIndexParameters().Length > 0 ? $"this[{CSharpNames.Parameters(property.GetMethod!)}]" : property.Name;
        return $"{Access(any)}{Modifier(any)}{CSharpNames.Of(new NullabilityInfoContext().Create(property))} {name} {{{(property.GetMethod is null ? "" : " get;")}{setter} }}";
    }

    private static string Method(MethodInfo method)
    {
        var generics = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(type => type.Name))}>" : "";
        return $"{Access(method)}{Modifier(method)}{CSharpNames.Of(new NullabilityInfoContext().Create(method.ReturnParameter))} "
            + $"{method.Name}{generics}({CSharpNames.Parameters(method)});";
    }

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Modifier(MethodInfo method) => method.IsStatic ? "static "
        : method.DeclaringType!.IsInterface ? ""
        : method.IsAbstract ? "abstract "
        : method.GetBaseDefinition() != method ? "override "
        : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "";
}
