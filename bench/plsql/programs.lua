-- The programs of bench/plsql in Lua: numbers are doubles. luajit [-joff] programs.lua NAME:ARGUMENT...; prints name, CPU ns, checksum.
local F = {}
function F.a_loop(n) for _ = 1, n do end return n end
function F.b_int(n) local x = 1 for i = 1, n do x = (x * 31 + i) % 1000003 end return x end
F.b_num = F.b_int
function F.c_money(n)
  local total, price, average = 0, 19.99, 0
  for i = 1, n do
    local amt = price * (i % 7 + 1)
    local tax = math.floor(amt * 0.0825 * 100 + 0.5) / 100
    total = total + amt + tax
    average = total / i
  end
  return string.format('%.2f', total)
end
function F.d_concat(n)
  local s, c = '', 0
  for i = 1, n do s = s .. 'ab' if i % 15000 == 0 then c = c + #s s = '' end end
  return c + #s
end
function F.d_line(n) local nm, c = 'widget', 0 for i = 1, n do local s = 'Item ' .. i .. ': ' .. nm c = c + #s end return c end
function F.d_substr(n)
  local s, c, sub = string.rep('abcdefghij', 100), 0, string.sub
  for i = 1, n do local p = i % 1000 + 1 if sub(s, p, p) == 'a' then c = c + 1 end end
  return c
end
function F.d_instr(n)
  local s, c = string.rep('abcdefghij', 100) .. 'z', 0
  for i = 1, n do c = c + string.find(s, 'z', 1001 - i % 50, true) end
  return c
end
local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
F.e_fib, F.e_fibi = fib, fib
function F.f_sieve(n)
  local a, c = {}, 0
  for i = 1, n do a[i] = true end
  for i = 2, n do
    if a[i] then
      c = c + 1
      local j = i + i
      while j <= n do a[j] = false j = j + i end
    end
  end
  return c
end
function F.f_bubble(n)
  local a, x = {}, 42
  for i = 1, n do -- the product does not fit a double: in two halves
    local lo, hi = (x % 65536) * 1103515245, math.floor(x / 65536) * 1103515245
    x = ((hi % 32768) * 65536 + lo + 12345) % 2147483648
    a[i] = x % 100000
  end
  for i = 1, n - 1 do
    for j = 1, n - i do
      if a[j] > a[j + 1] then a[j], a[j + 1] = a[j + 1], a[j] end
    end
  end
  return a[1] + a[n]
end
function F.f_assoc(n)
  local a, c = {}, 0
  for i = 1, n do local k = 'key' .. (i * 7) % 1000 a[k] = (a[k] or 0) + 1 end
  for _, v in pairs(a) do c = c + v end
  return c
end
function F.g_matmul(n)
  local a, b, c = {}, {}, {}
  for i = 1, n do a[i] = {} b[i] = {} c[i] = {} for j = 1, n do a[i][j] = i + j b[i][j] = i - j end end
  for i = 1, n do
    for j = 1, n do
      local s = 0
      for k = 1, n do s = s + a[i][k] * b[k][j] end
      c[i][j] = s
    end
  end
  return c[n][n]
end
function F.h_rec(n) local r = {a = 0, b = 0, c = 'x'} for _ = 1, n do r.a = r.a + 1 r.b = r.b + r.a end return r.b end
function F.i_exc(n)
  local c = 0
  for _ = 1, n do if not pcall(function() error('boom') end) then c = c + 1 end end
  return c
end
function F.i_blk(n)
  local c = 0
  local f = function() c = c + 1 end
  for _ = 1, n do if not pcall(f) then c = 0 end end
  return c
end
function F.m_mandel(w)
  local c = 0
  for y = 0, w - 1 do
    for x = 0, w - 1 do
      local cr, ci, zr, zi, k = 3.0 * x / w - 2.0, 2.0 * y / w - 1.0, 0, 0, 0
      while k < 100 and zr * zr + zi * zi < 4.0 do
        local t = zr * zr - zi * zi + cr
        zi = 2.0 * zr * zi + ci
        zr = t
        k = k + 1
      end
      c = c + k
    end
  end
  return c
end
for _, spec in ipairs(arg) do
  local name, n = spec:match('([^:]+):(%d+)')
  if F[name] then
    local t = os.clock()
    local sum = F[name](tonumber(n))
    print(name, string.format('%.0f', (os.clock() - t) * 1e9), tostring(sum))
  end
end
